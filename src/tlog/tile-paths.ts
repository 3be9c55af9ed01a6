import { ArchiveError } from '../model/index.ts';
import { isCount } from './counting.ts';

/** How many hashes a full tile has, and how many entries a full bundle. */
export const tileWidth = 256;

/** One file of the tree: hashes of one level, or a bundle of entries. */
export interface TileId {
  /** 0 to 63; its hashes cover 256^level leaves each. */
  readonly level: number | 'entries';
  readonly index: number;
  /** 1 to 256 hashes or entries. */
  readonly width: number;
}

/**
 * A tile's path below the log's prefix (C2SP tlog-tiles): `tile/0/x001/x234/067`, a partial one with
 * `.p/<width>` behind it.
 */
export function tilePath({ level, index, width }: TileId): string {
  const groups = [String(index % 1000).padStart(3, '0')];
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    groups.unshift(`x${String(rest % 1000).padStart(3, '0')}`);
  }
  return `tile/${level}/${groups.join('/')}${width === tileWidth ? '' : `.p/${width}`}`;
}

const shape = /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/)*\d{3})(?:\.p\/(\d{1,3}))?$/;

/** The tile at a path below the log's prefix. Throws ArchiveError(`invalid`) for any other spelling. */
export function parseTilePath(path: string): TileId {
  const [, levelText = '', groups = '', widthText] = shape.exec(path) ?? [];
  const tile: TileId = {
    level: levelText === 'entries' ? levelText : Number(levelText),
    index: Number(groups.replaceAll(/[x/]/g, '')),
    width: Number(widthText ?? tileWidth),
  };
  const isLevel = tile.level === 'entries' || tile.level < 64;
  const isPartial = widthText === undefined || (tile.width >= 1 && tile.width < tileWidth);
  // Written again it must be the same: that leaves leading zeros no second spelling.
  if (!isLevel || !isPartial || !isCount(tile.index) || tilePath(tile) !== path) {
    throw new ArchiveError(
      'invalid',
      `${JSON.stringify(path.slice(0, 200))} is no path of a tile; they look like tile/0/x001/067 ` +
        'and tile/entries/067.p/12.',
    );
  }
  return tile;
}

/** How many hashes a level has, full tiles and the partial one together, in a tree of this size. */
const hashesAt = (level: number, size: number): number => Math.floor(size / tileWidth ** level);

/** The levels that a tree of this size has hashes on, from 0 up. */
export function levelsOf(size: number): readonly number[] {
  const levels: number[] = [];
  for (let level = 0; hashesAt(level, size) > 0; level += 1) levels.push(level);
  return levels;
}

/** The partial tiles at the right edge of a tree, one a level, then its partial bundle. */
export function edgeTiles(size: number): readonly TileId[] {
  const tiles = levelsOf(size).map((level) => edgeTile(level, hashesAt(level, size)));
  return [...tiles, edgeTile('entries', size)].filter(({ width }) => width > 0);
}

const edgeTile = (level: TileId['level'], count: number): TileId => ({
  ...{ level, index: Math.floor(count / tileWidth), width: count % tileWidth },
});

/**
 * Which files a tree has more at `to` leaves than it had at `from`: tiles that became full, then
 * partial ones; bundles of entries first, so that no hash is there before what it is of.
 */
export function tilesOfGrowth(from: number, to: number): readonly TileId[] {
  const rows = [
    { level: 'entries' as const, before: from, after: to },
    ...levelsOf(to).map((level) => ({
      ...{ level, before: hashesAt(level, from), after: hashesAt(level, to) },
    })),
  ];
  return rows.flatMap(({ level, before, after }) => grownTiles(level, before, after));
}

function grownTiles(level: TileId['level'], before: number, after: number): readonly TileId[] {
  if (before === after) return [];
  const full = Array.from(
    { length: Math.floor(after / tileWidth) - Math.floor(before / tileWidth) },
    (_, at) => ({ level, index: Math.floor(before / tileWidth) + at, width: tileWidth }),
  );
  const edge = edgeTile(level, after);
  return edge.width > 0 ? [...full, edge] : full;
}

/**
 * The tile of a tree of `size` leaves that has the hash (or entry) with this number on its level:
 * as wide as it is in that tree.
 */
export function tileAt(level: TileId['level'], number: number, size: number): TileId {
  const index = Math.floor(number / tileWidth);
  const count = level === 'entries' ? size : hashesAt(level, size);
  return { level, index, width: Math.min(tileWidth, count - index * tileWidth) };
}
