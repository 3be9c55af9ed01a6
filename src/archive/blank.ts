import type { Article } from '../model/index.ts';

/** What a host answers at an address that cannot be there; without words where it says so. */
export interface Blank {
  readonly at: number;
  readonly words?: Pick<Article, 'title' | 'text'>;
}
