import type { TreeHead } from './checkpoint.ts';
import { inclusionRanges } from './proof-ranges.ts';
import { rangeHash } from './range-hash.ts';
import type { TileId } from './tile-paths.ts';

/**
 * The hashes that prove a leaf to be in a tree, leaf side first, from its tiles; each is read once.
 * Throws ArchiveError: `invalid` for a leaf that the tree does not have, `corrupt` for a tile that is
 * too short, and what `read` throws.
 */
export async function proveInclusion(
  index: number,
  { size }: Pick<TreeHead, 'size'>,
  read: (tile: TileId) => Promise<Uint8Array>,
): Promise<readonly Uint8Array[]> {
  const known = new Map<string, Promise<Uint8Array>>();
  const readOnce = (tile: TileId): Promise<Uint8Array> => {
    const place = `${tile.level}/${tile.index}`;
    const bytes = known.get(place) ?? read(tile);
    known.set(place, bytes);
    return bytes;
  };
  const hashes: Uint8Array[] = [];
  for (const range of inclusionRanges(index, size)) {
    hashes.push(await rangeHash(range, size, readOnce));
  }
  return hashes;
}
