import {
  levelsOf,
  powerRoot,
  type TreeHead,
  tileAt,
  tilePath,
  tileWidth,
} from '../../tlog/index.ts';
import { type HashRow, hashAt } from './bundle-faults.ts';
import { BundleCheck, type OnEntries, type TileRoots } from './check-bundles.ts';
import type { LedgerFault, OnFault } from './ledger-fault.ts';
import type { LedgerFiles } from './ledger-files.ts';
import { alteredTile, missing } from './tile-faults.ts';
import { readTile, rootFromTiles } from './tile-reader.ts';

/**
 * Checks every bundle and tile that holds something of the leaves from `from` on: entries hash to
 * the lowest tiles, tiles to those above them, and all of it to the root that was signed for.
 * Entries are given to `onEntries` in the order of the log. Memory: 32 bytes for each 256 leaves.
 */
export async function checkTree(
  files: LedgerFiles,
  head: TreeHead,
  from: number,
  onEntries: OnEntries,
  onFault: OnFault,
): Promise<void> {
  let isWhole = true;
  const told = (fault: LedgerFault) => {
    isWhole = false;
    onFault(fault);
  };
  const bundles = new BundleCheck(files, head, told);
  let below = await bundles.check(Math.floor(from / tileWidth), onEntries);
  for (const level of levelsOf(head.size)) {
    if (level > 0) below = await checkLevel(files, head, level, below, told);
  }
  const root = await rootFromTiles(files, head.size, head.size);
  if (!isWhole || root?.equals(Buffer.from(head.root))) return;
  const message = `The tiles make another root than the one signed for ${head.size} leaves.`;
  onFault({ kind: 'altered-tree', message });
}

/** Checks the tiles of a level that hold the hashes of those below. */
async function checkLevel(
  files: LedgerFiles,
  { size }: TreeHead,
  level: number,
  below: TileRoots,
  onFault: OnFault,
): Promise<TileRoots> {
  const roots: Uint8Array[] = [];
  const first = Math.floor(below.first / tileWidth);
  const count = Math.floor(size / tileWidth ** level);
  for (let index = first; index * tileWidth < count; index += 1) {
    const id = tileAt(level, index * tileWidth, size);
    const row = await readTile(files, id);
    const fault = levelFault(tilePath(id), row, id.width, index * tileWidth, below);
    if (fault !== undefined) onFault(fault);
    const isFull = id.width === tileWidth && row?.length === tileWidth * 32;
    if (id.width === tileWidth) roots.push(isFull ? powerRoot(row) : new Uint8Array());
  }
  return { first, roots };
}

function levelFault(
  path: string,
  row: HashRow | undefined,
  width: number,
  first: number,
  below: TileRoots,
): LedgerFault | undefined {
  if (row === undefined) return missing('missing-tile', path);
  if (row.length !== width * 32) return alteredTile(path, 'is of another length');
  for (let at = 0; at < width; at += 1) {
    const root = below.roots[first + at - below.first];
    if (root !== undefined && root.length > 0 && !hashAt(row, at).equals(root)) {
      return alteredTile(path, 'does not hold the hashes of the tiles below it');
    }
  }
  return undefined;
}
