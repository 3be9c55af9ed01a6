import type { Columns } from './columns.ts';
import type { Docs } from './postings.ts';

/** The newer first. */
export const byTime =
  ({ at }: Columns) =>
  (one: number, other: number): number =>
    (at[other] ?? 0) - (at[one] ?? 0) || other - one;

/** The newest so many of documents, the newest first, without sorting them all. */
export function newestOf(docs: Docs, columns: Columns, count: number): number[] {
  const { at } = columns;
  const inOrder = byTime(columns);
  const room = Math.max(4 * count, 1024);
  let kept: number[] = [];
  let least = Number.NEGATIVE_INFINITY;
  for (const doc of docs) {
    if ((at[doc] ?? 0) < least) continue;
    kept.push(doc);
    if (kept.length < room) continue;
    kept = kept.sort(inOrder).slice(0, count);
    least = at[kept.at(-1) ?? 0] ?? least;
  }
  return kept.sort(inOrder).slice(0, count);
}
