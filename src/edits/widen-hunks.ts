import { type Hunk, joinHunks } from './hunks.ts';
import type { Sides } from './ranges.ts';
import { isUnspaced } from './tokens.ts';
import { partsWord } from './word-bounds.ts';

/** A word is at most this much longer than the change in it. */
const furthest = 4;

/**
 * Widens changes in Chinese, Japanese and Thai to whole words: characters are compared first, so that
 * two ways of cutting the same sentence into words are no change, and only where one ends in the
 * middle of a word is it widened, by characters that stand on both sides.
 */
export function widenHunks(hunks: readonly Hunk[], sides: Sides): readonly Hunk[] {
  const widened: Hunk[] = [];
  hunks.forEach((hunk, at) => {
    const last = widened.at(-1);
    const next = hunks[at + 1];
    const wide = widen(hunk, sides, {
      left: hunk.aFrom - (last?.aTo ?? 0),
      right: (next?.aFrom ?? sides.before.length) - hunk.aTo,
    });
    if (last !== undefined && last.aTo === wide.aFrom) {
      widened[widened.length - 1] = joinHunks(last, wide);
    } else widened.push(wide);
  });
  return widened;
}

function widen(hunk: Hunk, sides: Sides, room: { left: number; right: number }): Hunk {
  const { before, after } = sides;
  let [left, right] = [0, 0];
  const crosses = (a: number, b: number) => partsWord(before, a) || partsWord(after, b);
  while (
    left < Math.min(furthest, room.left) &&
    isUnspaced(before[hunk.aFrom - left - 1] ?? '') &&
    crosses(hunk.aFrom - left, hunk.bFrom - left)
  ) {
    left += 1;
  }
  while (
    right < Math.min(furthest, room.right) &&
    isUnspaced(before[hunk.aTo + right] ?? '') &&
    crosses(hunk.aTo + right, hunk.bTo + right)
  ) {
    right += 1;
  }
  return {
    aFrom: hunk.aFrom - left,
    aTo: hunk.aTo + right,
    bFrom: hunk.bFrom - left,
    bTo: hunk.bTo + right,
  };
}
