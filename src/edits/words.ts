import type { Article } from '../model/index.ts';

/** What is compared of a revision: its title, and its text as `text/1`. */
export type Words = Pick<Article, 'title' | 'text'>;
