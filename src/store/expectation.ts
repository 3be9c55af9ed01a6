import { ArchiveError } from '../model/index.ts';

/** Questions about the catalogue, methods of the store, that a decision may rest on. Their answers are small,
 * and asking again costs little. */
export const expectable = [
  ...(['article', 'articlesById', 'mergedInto', 'absences', 'knownKeys', 'keysOf'] as const),
  ...(['refusedKeys', 'takedownOf', 'takedowns', 'takedownsByPrefix', 'rewrites'] as const),
  ...(['capturesAt', 'capturesWith'] as const),
  ...(['source', 'sourceAt', 'pollState', 'push', 'site', 'mark', 'capture'] as const),
  ...(['lowestSlot', 'slots', 'slotsOf'] as const),
] as const;

/** One of those. */
export type Expectable = (typeof expectable)[number];

/** A question, and what the catalogue answered when it was decided by that. */
export interface Expectation {
  readonly asked: Expectable;
  /** The parameters of that method. */
  readonly of: readonly unknown[];
  readonly answer: unknown;
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
