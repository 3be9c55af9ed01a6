import { ArchiveError } from '../model/index.ts';
import { type Checkpoint, formatTlogProof, proveInclusion, type TileId } from '../tlog/index.ts';
import type { LedgerFiles } from './ledger/ledger-files.ts';
import { readTile } from './ledger/tile-reader.ts';

/**
 * The `.tlog-proof` of a leaf under a checkpoint, from a ledger's files. Throws ArchiveError:
 * `invalid` for a leaf that it does not have, `corrupt` where tiles are missing.
 */
export async function proveLeaf(
  files: LedgerFiles,
  { size, note }: Checkpoint,
  index: number,
): Promise<string> {
  const hashes = await proveInclusion(index, { size }, async (id) => {
    const tile = await readTile(files, id);
    if (tile === undefined) throw untold(id);
    return tile;
  });
  return formatTlogProof({ index, hashes, checkpoint: note });
}

const untold = ({ level, index }: TileId): ArchiveError =>
  new ArchiveError(
    'corrupt',
    `Tile ${index} of level ${level} is missing from the ledger; run verify, and bring it back from a mirror.`,
  );
