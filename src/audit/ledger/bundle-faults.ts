import type { LedgerFault } from './ledger-fault.ts';

/** A row of hashes, 32 bytes each. */
export type HashRow = Buffer;

export const hashAt = (row: HashRow, at: number): Buffer => row.subarray(at * 32, at * 32 + 32);

/** Which bundle it is. */
export interface BundlePlace {
  /** Index of its first entry in the log. */
  readonly first: number;
  readonly path: string;
  /** Whether it ends in bytes that are no whole entry. */
  readonly isTorn: boolean;
}

const torn = ['altered-entry', 'does not end where its length says'] as const;

/**
 * What was done to entries whose hashes are not those that were signed for, named by the first that
 * differs: left out (what follows moved up), put in twice, put in another order, or altered.
 *
 * @param found hashes of the entries as they stand in the bundle
 * @param signed hashes as the tree has them
 */
export function bundleFault(
  found: HashRow,
  signed: HashRow,
  { first, path, isTorn }: BundlePlace,
): LedgerFault | undefined {
  const count = Math.max(found.length, signed.length) / 32;
  let at = 0;
  while (at < count && hashAt(found, at).equals(hashAt(signed, at))) at += 1;
  if (at === count) return undefined;
  const isOver = isTorn && at * 32 === found.length;
  const [kind, what] = isOver ? torn : changeAt(found, signed, at);
  return { kind, index: first + at, path, message: `Entry ${first + at} ${what}.` };
}

function changeAt(
  found: HashRow,
  signed: HashRow,
  at: number,
): readonly [LedgerFault['kind'], string] {
  const here = hashAt(found, at);
  const moved = placeOf(here, signed);
  const isBack = placeOf(hashAt(signed, at), found) !== undefined;
  if (here.length === 0 || (moved !== undefined && moved > at && !isBack)) {
    return ['dropped', 'was left out'];
  }
  if (moved !== undefined && moved < at) return ['duplicated', 'stands there twice'];
  if (moved !== undefined) return ['reordered', 'stands in another place than it was signed for'];
  return ['altered-entry', 'is not what was signed for'];
}

function placeOf(hash: Buffer, row: HashRow): number | undefined {
  for (let at = 0; at * 32 < row.length; at += 1) if (hashAt(row, at).equals(hash)) return at;
  return undefined;
}
