import { rangeHash, type TileId, tileAt, tilePath, tileWidth } from '../../tlog/index.ts';
import { type HashRow, hashAt } from './bundle-faults.ts';
import type { LedgerFiles } from './ledger-files.ts';

/** The bytes of a tile or bundle. */
export interface FoundTile {
  readonly bytes: Buffer;
  /** It is the full one that came later in the place of the partial one asked for. */
  readonly isFuller: boolean;
}

/** A tile or bundle, as wide as asked for or full; undefined where there is neither. */
export async function findTile(files: LedgerFiles, tile: TileId): Promise<FoundTile | undefined> {
  const exact = await files.read(tilePath(tile));
  if (exact !== undefined) return { bytes: buffer(exact), isFuller: false };
  if (tile.width === tileWidth) return undefined;
  const fuller = await files.read(tilePath({ ...tile, width: tileWidth }));
  return fuller && { bytes: buffer(fuller), isFuller: true };
}

const buffer = (bytes: Uint8Array): Buffer =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);

/** Its bytes up to the width that was asked for, further ones too where the file has no business having them. A bundle
 * is whole: what its entries take of it is not known before they are read. */
export async function readTile(files: LedgerFiles, tile: TileId): Promise<Buffer | undefined> {
  const found = await findTile(files, tile);
  const isCut = found?.isFuller === true && tile.level !== 'entries';
  return isCut ? found.bytes.subarray(0, tile.width * 32) : found?.bytes;
}

/**
 * The root over the first `count` leaves, from the tiles of a log of `size`; undefined where one of
 * them is missing or too short. `instead` stands for the lowest tile with this number.
 */
export async function rootFromTiles(
  files: LedgerFiles,
  count: number,
  size: number,
  instead?: { readonly index: number; readonly row: HashRow },
): Promise<Buffer | undefined> {
  let isWhole = true;
  const read = async (id: TileId): Promise<Uint8Array> => {
    const isReplaced = id.level === 0 && id.index === instead?.index;
    const tile = isReplaced ? instead?.row : await readTile(files, id);
    if (tile !== undefined && tile.length >= id.width * 32) return tile;
    isWhole = false;
    return Buffer.alloc(id.width * 32);
  };
  const root = Buffer.from(await rangeHash({ start: 0, end: count }, size, read));
  return isWhole ? root : undefined;
}

/** Whether what lies above the lowest tile with this number, or the root, says that this is its row. */
export async function isVouchedFor(
  files: LedgerFiles,
  head: { readonly size: number; readonly root: Uint8Array },
  place: { readonly index: number; readonly row: HashRow; readonly rowRoot?: Uint8Array },
): Promise<boolean> {
  if (place.rowRoot === undefined) {
    const root = await rootFromTiles(files, head.size, head.size, place);
    return root?.equals(Buffer.from(head.root)) ?? false;
  }
  const above = await readTile(files, tileAt(1, place.index, head.size));
  return above !== undefined && hashAt(above, place.index % tileWidth).equals(place.rowRoot);
}
