import type { Match, Range } from './ranges.ts';

/** A place where two sequences differ: values of the one that stand for values of the other. */
export type Hunk = Range;

/** What lies between matches. */
export function hunksOf(
  matches: readonly Match[],
  aLength: number,
  bLength: number,
): readonly Hunk[] {
  const hunks: Hunk[] = [];
  let [aFrom, bFrom] = [0, 0];
  for (const { a, b, length } of [...matches, { a: aLength, b: bLength, length: 0 }]) {
    if (a > aFrom || b > bFrom) hunks.push({ aFrom, aTo: a, bFrom, bTo: b });
    [aFrom, bFrom] = [a + length, b + length];
  }
  return hunks;
}

/** Two neighbours and what lies between them as one. */
export const joinHunks = (one: Hunk, other: Hunk): Hunk => ({
  aFrom: one.aFrom,
  aTo: other.aTo,
  bFrom: one.bFrom,
  bTo: other.bTo,
});
