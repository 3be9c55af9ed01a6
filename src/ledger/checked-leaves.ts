import { join } from 'node:path';
import { sha256 } from '../digest/index.ts';
import { ArchiveError, type Now } from '../model/index.ts';
import { type Leaf, parseLeaf } from '../tlog/index.ts';
import type { LeafSource } from './leaf-source.ts';
import type { FixedFile } from './write-once.ts';

/** How far a leaf's time may be ahead of the clock: what verifiers grant, too. */
const grace = 5 * 60_000;

/** Some leaves, and the files of their records. */
export interface CheckedLeaves {
  readonly lines: readonly string[];
  readonly records: readonly FixedFile[];
}

/**
 * Reads `count` leaves from an index on, and their records. Throws ArchiveError: `corrupt` when they
 * are fewer, out of order in time, or a record is not the one its leaf names; `invalid` for a line
 * that is no leaf; `refused` for a leaf from the future.
 */
export async function checkedLeaves(
  source: LeafSource,
  { from, count, folder, now }: { from: number; count: number; folder: string; now: Now },
): Promise<CheckedLeaves> {
  const lines = await source.readLeaves(from, count);
  const records = await source.readRecords(from, count);
  if (lines.length !== count) throw missing(from + lines.length);
  const leaves = lines.map(parseLeaf);
  for (const [at, leaf] of leaves.entries()) checkTime(leaf, leaves[at - 1], from + at, now());
  return { lines, records: leaves.flatMap((leaf, at) => recordFile(leaf, records[at], folder)) };
}

function checkTime(leaf: Leaf, before: Leaf | undefined, index: number, now: number): void {
  if (before !== undefined && leaf.time < before.time) {
    throw new ArchiveError(
      'corrupt',
      `Leaf ${index} is of ${leaf.time}, before the one it follows; bring the catalogue back from a backup.`,
    );
  }
  if (Date.parse(leaf.time) > now + grace) {
    throw new ArchiveError(
      'refused',
      `Leaf ${index} is of ${leaf.time}, which is still to come; set the clock right, or wait until then.`,
    );
  }
}

/** Where a record lies below the ledger's folder. */
export function recordPath(record: string): string {
  return `record/${record.slice(0, 2)}/${record}.json`;
}

function recordFile(
  { record }: Leaf,
  bytes: Uint8Array | undefined,
  folder: string,
): readonly FixedFile[] {
  if (bytes === undefined) return [];
  if (sha256(bytes) === record) return [{ path: join(folder, recordPath(record)), bytes }];
  throw new ArchiveError(
    'corrupt',
    `The record ${record} has other bytes in the catalogue; bring the catalogue back from a backup.`,
  );
}

const missing = (index: number): ArchiveError =>
  new ArchiveError(
    'corrupt',
    `The catalogue counts leaf ${index} and does not have it; bring the catalogue back from a backup.`,
  );
