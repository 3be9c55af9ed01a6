import type { EditSpan } from '../model/index.ts';
import { type Hunk, hunksOf } from './hunks.ts';
import type { Sides } from './ranges.ts';
import { matchSequences } from './sequences.ts';
import { tidyHunks } from './tidy-hunks.ts';
import { tokensOf } from './tokens.ts';
import { widenHunks } from './widen-hunks.ts';

/** The words of two texts compared: spans that are the first without the added ones, the second
 * without the removed ones. Where both change, the removed one comes first. */
export function diffWords(before: string, after: string): readonly EditSpan[] {
  if (before === after) return before === '' ? [] : [{ kind: 'same', text: before }];
  const sides = { before: tokensOf(before), after: tokensOf(after) };
  const [a, b] = numbered(sides.before, sides.after);
  const hunks = hunksOf(matchSequences(a, b), a.length, b.length);
  return spansOf(tidyHunks(widenHunks(tidyHunks(hunks, sides), sides), sides), sides);
}

/** Equal strings as equal numbers. */
export function numbered(
  one: readonly string[],
  other: readonly string[],
): readonly [Int32Array, Int32Array] {
  const ids = new Map<string, number>();
  const idOf = (text: string): number => {
    const known = ids.get(text) ?? ids.size;
    ids.set(text, known);
    return known;
  };
  return [Int32Array.from(one, idOf), Int32Array.from(other, idOf)];
}

function spansOf(hunks: readonly Hunk[], { before, after }: Sides): readonly EditSpan[] {
  const spans: EditSpan[] = [];
  const add = (kind: EditSpan['kind'], tokens: readonly string[]) => {
    if (tokens.length > 0) spans.push({ kind, text: tokens.join('') });
  };
  let at = 0;
  for (const hunk of hunks) {
    add('same', before.slice(at, hunk.aFrom));
    add('removed', before.slice(hunk.aFrom, hunk.aTo));
    add('added', after.slice(hunk.bFrom, hunk.bTo));
    at = hunk.aTo;
  }
  add('same', before.slice(at));
  return spans;
}
