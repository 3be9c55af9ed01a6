import { ArchiveError } from '../model/index.ts';
import type { Store } from './contract.ts';

/** Questions about the catalogue that a decision may rest on. Their answers are small, and asking again costs
 * little. */
export const expectable = [
  ...(['article', 'articlesById', 'mergedInto', 'absences', 'knownKeys', 'keysOf'] as const),
  ...(['refusedKeys', 'takedownOf', 'takedowns', 'takedownsByPrefix', 'rewrites'] as const),
  ...(['source', 'sourceAt', 'pollState', 'push', 'site', 'mark', 'capture'] as const),
  ...(['lowestSlot', 'slots', 'slotsOf'] as const),
] as const satisfies readonly (keyof Store)[];

/** One of those. */
export type Expectable = (typeof expectable)[number];

/** A question, and what the catalogue answered when it was decided by that. */
export interface Expectation<Asked extends Expectable = Expectable> {
  readonly asked: Asked;
  readonly of: Readonly<Parameters<Store[Asked]>>;
  readonly answer: Awaited<ReturnType<Store[Asked]>>;
}

/**
 * What `commit` throws where somebody else has written first: what a change was decided by is not so any more
 * (`decision`), or others have logged leaves under the numbers of its own (`leaves`). Nothing was
 * written; whoever decides anew, or numbers anew, from what is there now may try again.
 */
export class Overtaken extends ArchiveError {
  readonly what: 'decision' | 'leaves';

  constructor(what: Overtaken['what'], message: string) {
    super('conflict', message);
    this.what = what;
  }
}
