import type { EditKind } from '../model/index.ts';
import { isIdle } from './telling-words.ts';
import { hasLetters, sizeOf, tokensOf } from './tokens.ts';

/** What a change of each kind weighs where its length does not count. */
const weights: Readonly<Partial<Record<EditKind, number>>> = {
  negation: 65,
  number: 60,
  certainty: 50,
  name: 45,
  date: 40,
  spelling: 4,
  moved: 4,
  case: 1,
  split: 0,
  merged: 0,
  script: 1,
  encoding: 0,
  punctuation: 0,
  spacing: 0,
};

/** What changed words weigh, 0 to 100: by their kind; other words by how many they are, removed
 * ones a fifth more. */
export function changeWeight(kind: EditKind, before: string, after: string): number {
  const fixed = weights[kind];
  if (fixed !== undefined) return fixed;
  if (isIdle(tokensOf(`${before} ${after}`).filter(hasLetters))) return 2;
  const size = Math.max(sizeOf(before), sizeOf(after));
  const weight = Math.min(42, 6 + 4 * Math.sqrt(size / 3));
  return Math.round(after === '' ? weight * 1.2 : weight);
}

/** What a whole paragraph weighs that was removed, added, or only stands otherwise. */
export function paragraphWeight(kind: EditKind, size: number): number {
  const fixed = weights[kind];
  if (fixed !== undefined) return fixed;
  const removed = Math.min(75, size <= 15 ? 12 : 16 + 10 * Math.log2(1 + size / 15));
  return Math.round(kind === 'removed' ? removed : removed * 0.6);
}

/** What a changed title weighs: a quarter more than the same change in the text, and never little
 * where its words are others. */
export function titleWeight(nature: EditKind, weight: number): number {
  if (weight === 0) return 0;
  if (nature === 'case') return 2;
  return Math.round(Math.max(nature === 'spelling' ? 8 : 16, Math.min(90, weight * 1.25)));
}
