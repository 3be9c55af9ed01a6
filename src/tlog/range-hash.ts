import { ArchiveError } from '../model/index.ts';
import type { LeafRange } from './proof-ranges.ts';
import { type TileId, tileAt, tileWidth } from './tile-paths.ts';
import { powerRoot, rootOfPeaks } from './tree-hashes.ts';

/**
 * The hash of a subtree of a tree of `size` leaves, from its tiles. `read` gives the bytes of a tile
 * as wide as asked for, or wider. Throws ArchiveError(`corrupt`) for a tile that is too short, and
 * what `read` throws.
 */
export async function rangeHash(
  { start, end }: LeafRange,
  size: number,
  read: (tile: TileId) => Promise<Uint8Array>,
): Promise<Uint8Array<ArrayBuffer>> {
  const peaks: Uint8Array<ArrayBuffer>[] = [];
  for (let at = start; at < end; ) {
    const step = largestPower(end - at);
    peaks.push(await wholeHash(at, step, size, read));
    at += step;
  }
  return rootOfPeaks(peaks);
}

function largestPower(count: number): number {
  let power = 1;
  while (power * 2 <= count) power *= 2;
  return power;
}

/** The hash of `count` leaves, a power of two, that begin at a multiple of it. */
async function wholeHash(
  start: number,
  count: number,
  size: number,
  read: (tile: TileId) => Promise<Uint8Array>,
): Promise<Uint8Array<ArrayBuffer>> {
  let level = 0;
  while (tileWidth ** (level + 1) <= count) level += 1;
  const first = start / tileWidth ** level;
  const tile = tileAt(level, first, size);
  const from = (first % tileWidth) * 32;
  const length = (count / tileWidth ** level) * 32;
  const bytes = await read(tile);
  if (bytes.length < from + length) {
    throw new ArchiveError(
      'corrupt',
      `Tile ${tile.index} of level ${level} has ${bytes.length} bytes where ${from + length} are ` +
        'needed; bring the file back from a mirror or a backup.',
    );
  }
  return powerRoot(bytes.subarray(from, from + length));
}
