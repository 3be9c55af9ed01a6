import { ArchiveError } from '../model/index.ts';
import { type Leaf, parseBundle, parseLeaf, tileAt, tilePath, tileWidth } from '../tlog/index.ts';
import type { KeptLedger } from './kept-ledger.ts';

/** A leaf with its index and its line, LF included. */
export interface NumberedLeaf {
  readonly index: number;
  readonly leaf: Leaf;
  readonly line: string;
}

/** The leaves of a kept ledger of `size`, from an index on, before another. Throws `corrupt` where its
 * files are damaged. */
export async function* leavesBetween(
  { files, folder }: KeptLedger,
  size: number,
  from: number,
  to = size,
): AsyncGenerator<NumberedLeaf> {
  for (let first = from - (from % tileWidth); first < to; first += tileWidth) {
    const tile = tileAt('entries', first, size);
    const bytes = await files.read(tilePath(tile));
    if (bytes === undefined) {
      throw new ArchiveError(
        'corrupt',
        `${folder}/${tilePath(tile)} is missing; delete ${folder}, and it is copied again.`,
      );
    }
    for (const [at, entry] of parseBundle(bytes, tile.width).entries()) {
      const index = first + at;
      const line = Buffer.from(entry).toString('latin1');
      if (index >= from && index < to) yield { index, leaf: parseLeaf(line), line };
    }
  }
}
