import { type Hunk, joinHunks } from './hunks.ts';
import type { Sides } from './ranges.ts';
import { hasLetters, sizeOf } from './tokens.ts';

/** What stays between two changes is at most this much to be drawn into them: four Chinese
 * characters, two short words. */
const small = 12;

/**
 * Draws what hardly stayed into the changes around it: a space, a “the” or a “的” between two
 * rewritten phrases is where they happen to meet, and would make the reader jump. A short word
 * stays when what changed beside it is short too.
 */
export function tidyHunks(hunks: readonly Hunk[], sides: Sides): readonly Hunk[] {
  const sizes = { before: sizesOf(sides.before), after: sizesOf(sides.after) };
  let tidied = hunks;
  for (let pass = 0; pass < 4; pass += 1) {
    const next = onePass(tidied, sides, sizes);
    if (next.length === tidied.length) return next;
    tidied = next;
  }
  return tidied;
}

/** How much is said before each token, and at the end in all: so that a hunk that grows is never
 * measured anew. */
interface Sizes {
  readonly before: Float64Array;
  readonly after: Float64Array;
}

function sizesOf(tokens: readonly string[]): Float64Array {
  const sizes = new Float64Array(tokens.length + 1);
  tokens.forEach((token, at) => {
    sizes[at + 1] = (sizes[at] ?? 0) + sizeOf(token);
  });
  return sizes;
}

function onePass(hunks: readonly Hunk[], sides: Sides, sizes: Sizes): readonly Hunk[] {
  const kept: Hunk[] = [];
  for (const hunk of hunks) {
    const last = kept.at(-1);
    if (last !== undefined && isIdle(last, hunk, sides, sizes)) {
      kept[kept.length - 1] = joinHunks(last, hunk);
    } else kept.push(hunk);
  }
  return kept;
}

function isIdle(one: Hunk, other: Hunk, sides: Sides, sizes: Sizes): boolean {
  const between = sides.before.slice(one.aTo, other.aFrom);
  if (between.length === 0) return true;
  if (between.length > small) return false;
  const text = between.join('');
  if (text.includes('\n')) return false;
  const least = Math.min(changed(one, sizes), changed(other, sizes));
  if (!hasLetters(text)) return text.trim() === '' ? least > 0 : least > 24;
  const size = sizeOf(text);
  return size <= small && size <= least / 2;
}

function changed({ aFrom, aTo, bFrom, bTo }: Hunk, { before, after }: Sizes): number {
  return Math.max(said(before, aFrom, aTo), said(after, bFrom, bTo));
}

const said = (sizes: Float64Array, from: number, to: number): number =>
  (sizes[to] ?? 0) - (sizes[from] ?? 0);
