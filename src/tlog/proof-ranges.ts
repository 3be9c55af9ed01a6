import { ArchiveError } from '../model/index.ts';
import { isCount, splitOf } from './counting.ts';

/** The leaves from `start` up to, without, `end`, which together make one subtree. */
export interface LeafRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The subtrees whose hashes prove that a leaf is in a tree of `size` leaves, leaf side first
 * (RFC 6962 §2.1.1). Throws ArchiveError(`invalid`) for an index outside of the tree.
 */
export function inclusionRanges(index: number, size: number): readonly LeafRange[] {
  if (!isCount(index) || !isCount(size) || index >= size) {
    throw new ArchiveError(
      'invalid',
      `There is no leaf ${index} in a tree of ${size}; name one from 0 to ${size - 1}.`,
    );
  }
  const ranges: LeafRange[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + splitOf(end - start);
    ranges.push(index < middle ? { start: middle, end } : { start, end: middle });
    [start, end] = index < middle ? [start, middle] : [middle, end];
  }
  return ranges.reverse();
}

/**
 * The subtrees whose hashes prove that a tree of `oldSize` leaves is a beginning of one of `size`
 * (RFC 6962 §2.1.2); none between equal sizes. Throws ArchiveError(`invalid`) for an old size of 0,
 * of which nothing can be proved, and for one larger than the other.
 */
export function consistencyRanges(oldSize: number, size: number): readonly LeafRange[] {
  if (!isCount(oldSize) || !isCount(size) || oldSize < 1 || oldSize > size) {
    throw new ArchiveError(
      'invalid',
      `A tree of ${oldSize} leaves cannot be proved a beginning of one of ${size}; ` +
        `name an older size from 1 to ${size}.`,
    );
  }
  const ranges: LeafRange[] = [];
  let [start, end] = [0, size];
  while (end !== oldSize) {
    const middle = start + splitOf(end - start);
    ranges.push(oldSize <= middle ? { start: middle, end } : { start, end: middle });
    [start, end] = oldSize <= middle ? [start, middle] : [middle, end];
  }
  // The verifier knows the old root itself: it is not sent where it is a node of the new tree.
  return [...(start > 0 ? [{ start, end }] : []), ...ranges.reverse()];
}
