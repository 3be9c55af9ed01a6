import { ArchiveError } from '../model/index.ts';
import {
  type Checkpoint,
  formatTlogProof,
  inclusionRanges,
  proveInclusion,
  rangeHash,
  type TileId,
} from '../tlog/index.ts';
import type { LedgerFiles } from './ledger/ledger-files.ts';
import { readTile } from './ledger/tile-reader.ts';

/**
 * The `.tlog-proof` of a leaf under a checkpoint, from a ledger's files. Throws ArchiveError:
 * `invalid` for a leaf that it does not have, `corrupt` where tiles are missing.
 */
export async function proveLeaf(
  files: LedgerFiles,
  { size, note }: Pick<Checkpoint, 'size' | 'note'>,
  index: number,
): Promise<string> {
  const hashes = await proveInclusion(index, { size }, readerOf(files));
  return formatTlogProof({ index, hashes, checkpoint: note });
}

/**
 * The same under an earlier checkpoint, from the tiles of the log as it is now: those of an earlier size may be gone. Throws
 * as `proveLeaf`.
 */
export async function proveLeafUnder(
  files: LedgerFiles,
  now: Pick<Checkpoint, 'size'>,
  under: Pick<Checkpoint, 'size' | 'note'>,
  index: number,
): Promise<string> {
  const ranges = inclusionRanges(index, under.size);
  const read = readerOf(files);
  const hashes = await Promise.all(ranges.map((range) => rangeHash(range, now.size, read)));
  return formatTlogProof({ index, hashes, checkpoint: under.note });
}

const readerOf =
  (files: LedgerFiles) =>
  async (id: TileId): Promise<Uint8Array> => {
    const tile = await readTile(files, id);
    if (tile === undefined) throw untold(id);
    return tile;
  };

const untold = ({ level, index }: TileId): ArchiveError =>
  new ArchiveError(
    'corrupt',
    `Tile ${index} of level ${level} is missing from the ledger; run verify, and bring it back from a mirror.`,
  );
