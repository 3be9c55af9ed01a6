import { powerRoot, type TreeHead, tileAt, tilePath, tileWidth } from '../../tlog/index.ts';
import { bundleFault, type HashRow } from './bundle-faults.ts';
import type { OnFault } from './ledger-fault.ts';
import type { LedgerFiles } from './ledger-files.ts';
import { type Bundle, bundleOf } from './read-bundle.ts';
import { alteredTile, missing } from './tile-faults.ts';
import { findTile, isVouchedFor } from './tile-reader.ts';

/** Takes the entries of a bundle, the first of which has this index. */
export type OnEntries = (first: number, entries: readonly Buffer[]) => void;

/** The hashes of the full lowest tiles, from a number on. Empty ones are not known. */
export interface TileRoots {
  readonly first: number;
  readonly roots: readonly Uint8Array[];
}

/** Reads bundles and the tiles over them, the next pair while one is hashed. */
export class BundleCheck {
  readonly #files: LedgerFiles;
  readonly #head: TreeHead;
  readonly #onFault: OnFault;

  constructor(files: LedgerFiles, head: TreeHead, onFault: OnFault) {
    [this.#files, this.#head, this.#onFault] = [files, head, onFault];
  }

  /** Checks all from the bundle with this number on. */
  async check(first: number, onEntries: OnEntries): Promise<TileRoots> {
    const roots: Uint8Array[] = [];
    const count = Math.ceil(this.#head.size / tileWidth);
    let next = first < count ? this.#read(first) : undefined;
    for (let index = first; index < count; index += 1) {
      const pair = await next;
      next = index + 1 < count ? this.#read(index + 1) : undefined;
      if (pair === undefined) continue;
      const root = await this.#checked(pair);
      if (pair.width === tileWidth) roots.push(root ?? new Uint8Array());
      onEntries(index * tileWidth, pair.bundle?.entries ?? []);
    }
    return { first, roots };
  }

  async #read(index: number): Promise<Pair> {
    const ofEntries = tileAt('entries', index * tileWidth, this.#head.size);
    const ofHashes = tileAt(0, index * tileWidth, this.#head.size);
    const both = [findTile(this.#files, ofEntries), findTile(this.#files, ofHashes)] as const;
    const [entries, tile] = await Promise.all(both);
    const { width } = ofEntries;
    const row = tile?.isFuller ? tile.bytes.subarray(0, width * 32) : tile?.bytes;
    // One entry more than there may be is enough to see that there are too many.
    const bundle = entries && bundleOf(entries.bytes, entries.isFuller ? width : width + 1);
    const paths = { bundlePath: tilePath(ofEntries), tilePath: tilePath(ofHashes) };
    return { index, width, ...paths, ...(bundle && { bundle }), ...(row && { row }) };
  }

  /** The root of the row of hashes that is to be gone on with. */
  async #checked(pair: Pair): Promise<Uint8Array | undefined> {
    const { bundle, row, width } = pair;
    if (bundle === undefined) this.#onFault(missing('missing-entries', pair.bundlePath));
    if (row === undefined) this.#onFault(missing('missing-tile', pair.tilePath));
    if (bundle === undefined || row === undefined) return rootOfRow(row ?? bundle?.hashes, width);
    if (bundle.hashes.equals(row) && !bundle.isTorn) return rootOfRow(row, width);
    return rootOfRow(await this.#tellApart(pair, bundle, row), width);
  }

  /** Entries and tile differ: one of them is as it was signed for, and is gone on with. */
  async #tellApart(
    { index, width, ...pair }: Pair,
    bundle: Bundle,
    row: HashRow,
  ): Promise<HashRow> {
    const { hashes, isTorn } = bundle;
    const rowRoot = rootOfRow(hashes, width);
    const place = { index, row: hashes, ...(rowRoot && { rowRoot }) };
    const isWide = hashes.length === width * 32 && !isTorn;
    if (isWide && (await isVouchedFor(this.#files, this.#head, place))) {
      this.#onFault(alteredTile(pair.tilePath, 'does not hold the hashes of its entries'));
      return hashes;
    }
    const first = index * tileWidth;
    const fault = bundleFault(hashes, row, { first, path: pair.bundlePath, isTorn });
    if (fault !== undefined) this.#onFault(fault);
    return row;
  }
}

interface Pair {
  readonly index: number;
  readonly width: number;
  readonly bundlePath: string;
  readonly tilePath: string;
  readonly bundle?: Bundle;
  readonly row?: HashRow;
}

/** Of a full row; others have no tile above them. */
function rootOfRow(row: HashRow | undefined, width: number): Uint8Array | undefined {
  return width === tileWidth && row?.length === tileWidth * 32 ? powerRoot(row) : undefined;
}
