import { ArchiveError } from '../model/index.ts';
import {
  type Checkpoint,
  formatTlogProof,
  inclusionRanges,
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
  { size, note }: Checkpoint,
  index: number,
): Promise<string> {
  const held = new Map<string, Uint8Array>();
  const read = async (id: TileId): Promise<Uint8Array> => {
    const name = `${id.level}/${id.index}`;
    const tile = held.get(name) ?? (await readTile(files, id));
    if (tile === undefined) throw untold(id);
    held.set(name, tile);
    return tile;
  };
  const hashes: Uint8Array[] = [];
  for (const range of inclusionRanges(index, size)) hashes.push(await rangeHash(range, size, read));
  return formatTlogProof({ index, hashes, checkpoint: note });
}

const untold = ({ level, index }: TileId): ArchiveError =>
  new ArchiveError(
    'corrupt',
    `Tile ${index} of level ${level} is missing from the ledger; run verify, and bring it back from a mirror.`,
  );
