import { ArchiveError } from '../model/index.ts';
import { entryLength, formatBundle, parseBundle } from './entry-bundle.ts';
import { edgeTiles, levelsOf, type TileId, tileWidth } from './tile-paths.ts';
import { peaksOf, powerRoot, rootOfPeaks, writeLeafHash } from './tree-hashes.ts';

/** What of a tree is needed to grow it: whatever stands in no full tile yet. */
export interface TreeEdge {
  /** How many leaves the tree has. */
  readonly size: number;
  /** By level from 0 up: the hashes of its partial tile, 32 bytes each; empty where there is none. */
  readonly rows: readonly Uint8Array[];
  /** The entries of the partial bundle. */
  readonly bundle: readonly (Uint8Array | string)[];
}

/** One file of the tree, whose bytes are the same whoever writes it. */
export interface TileFile {
  readonly tile: TileId;
  readonly bytes: Uint8Array;
}

/** The edge of the tree without leaves. */
export const emptyEdge: TreeEdge = { size: 0, rows: [], bundle: [] };

/**
 * The tree with these entries behind its own (strings as UTF-8): its new edge, and the tiles and
 * bundles that became full, bundles before the hashes of what is in them. The partial ones of its
 * edge come from `edgeFiles`, once growing ends. Throws ArchiveError(`invalid`) for an entry longer
 * than 65,535 bytes.
 */
export function growTree(
  edge: TreeEdge,
  entries: readonly (Uint8Array | string)[],
): { readonly edge: TreeEdge; readonly files: readonly TileFile[] } {
  const growth = new Growth(edge);
  for (const entry of entries) growth.add(entry);
  return { edge: growth.edge(), files: growth.files };
}

/** The partial tiles and the partial bundle of a tree, bundle first. */
export function edgeFiles(edge: TreeEdge): readonly TileFile[] {
  const files = edgeTiles(edge.size).map((tile) => ({
    tile,
    bytes: tile.level === 'entries' ? formatBundle(edge.bundle) : rowOf(edge, tile.level),
  }));
  return files.reverse();
}

/** The root of a tree, 32 bytes, from its edge alone. */
export function rootOf(edge: TreeEdge): Uint8Array<ArrayBuffer> {
  const rows = [...edge.rows].reverse();
  return rootOfPeaks(rows.flatMap((row) => peaksOf(row)));
}

/**
 * The edge of a tree of `size` leaves, read from its files. `read` gives a tile's bytes; a wider
 * file of the same place will do, since tiles only grow. Throws ArchiveError(`corrupt`) for a file
 * that is too short, and what `read` throws.
 */
export async function readEdge(
  size: number,
  read: (tile: TileId) => Promise<Uint8Array>,
): Promise<TreeEdge> {
  const rows: Uint8Array[] = levelsOf(size).map(() => new Uint8Array());
  let bundle: TreeEdge['bundle'] = [];
  for (const tile of edgeTiles(size)) {
    const bytes = await read(tile);
    if (tile.level === 'entries') {
      bundle = parseBundle(bytes, tile.width, true);
    } else {
      rows[tile.level] = cutRow(bytes, tile);
    }
  }
  return { size, rows, bundle };
}

function cutRow(bytes: Uint8Array, { level, index, width }: TileId): Uint8Array {
  if (bytes.length >= width * 32) return bytes.subarray(0, width * 32);
  throw new ArchiveError(
    'corrupt',
    `Tile ${index} of level ${level} has ${bytes.length} bytes where ${width * 32} are needed; ` +
      'bring the file back from a mirror or a backup.',
  );
}

const rowOf = (edge: TreeEdge, level: number): Uint8Array => edge.rows[level] ?? new Uint8Array();

/** A tree while it grows. */
class Growth {
  readonly files: TileFile[] = [];
  readonly #rows: { readonly bytes: Buffer; width: number }[];
  #bundle: (Uint8Array | string)[];
  #size: number;

  constructor(edge: TreeEdge) {
    this.#size = edge.size;
    this.#bundle = [...edge.bundle];
    this.#rows = edge.rows.map((row) => {
      const bytes = Buffer.alloc(tileWidth * 32);
      bytes.set(row);
      return { bytes, width: row.length / 32 };
    });
  }

  add(entry: Uint8Array | string): void {
    entryLength(entry);
    this.#bundle.push(entry);
    this.#size += 1;
    if (this.#bundle.length === tileWidth) this.#fillBundle();
    const row = this.#row(0);
    writeLeafHash(entry, row.bytes, row.width * 32);
    this.#widen(0);
  }

  edge(): TreeEdge {
    const rows = this.#rows.map(({ bytes, width }) => bytes.subarray(0, width * 32));
    return { size: this.#size, rows, bundle: this.#bundle };
  }

  #fillBundle(): void {
    const index = this.#size / tileWidth - 1;
    this.files.push({
      tile: { level: 'entries', index, width: tileWidth },
      bytes: formatBundle(this.#bundle),
    });
    this.#bundle = [];
  }

  #row(level: number): { readonly bytes: Buffer; width: number } {
    const row = this.#rows[level] ?? { bytes: Buffer.alloc(tileWidth * 32), width: 0 };
    this.#rows[level] = row;
    return row;
  }

  /** Counts a hash that was written behind a row's others; a full row becomes a tile. */
  #widen(level: number): void {
    const row = this.#row(level);
    row.width += 1;
    if (row.width < tileWidth) return;
    const index = Math.floor(this.#size / tileWidth ** (level + 1)) - 1;
    this.files.push({ tile: { level, index, width: tileWidth }, bytes: row.bytes });
    this.#rows[level] = { bytes: Buffer.alloc(tileWidth * 32), width: 0 };
    const above = this.#row(level + 1);
    above.bytes.set(powerRoot(row.bytes), above.width * 32);
    this.#widen(level + 1);
  }
}
