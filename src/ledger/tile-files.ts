import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ArchiveError, errorFrom } from '../model/index.ts';
import { type TileFile, type TileId, tilePath, tileWidth } from '../tlog/index.ts';
import { readIfThere } from './durable-file.ts';
import type { FixedFile } from './write-once.ts';

/** The tiles and bundles of a ledger in its folder. */
export class TileFiles {
  readonly #folder: string;
  /** How many files were read. */
  reads = 0;
  #durable: ReadonlySet<string> = new Set();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** A tile's bytes, or those of the full one that took its place. Throws ArchiveError(`corrupt`). */
  readonly read = async (tile: TileId): Promise<Uint8Array> => {
    const bytes = (await this.#bytes(tile)) ?? (await this.#bytes({ ...tile, width: tileWidth }));
    if (bytes !== undefined) return bytes;
    throw new ArchiveError(
      'corrupt',
      `${join(this.#folder, tilePath(tile))} is not there; publish, which makes it again, ` +
        'or bring it back from a mirror.',
    );
  };

  async #bytes(tile: TileId): Promise<Uint8Array | undefined> {
    const bytes = await readIfThere(join(this.#folder, tilePath(tile)));
    if (bytes !== undefined) this.reads += 1;
    return bytes;
  }

  /** Tiles as files, without those that were written last time: the edge of the tree stays the same high up. */
  files(tiles: readonly TileFile[]): readonly FixedFile[] {
    const all = tiles.map(({ tile, bytes }) => ({
      path: join(this.#folder, tilePath(tile)),
      bytes,
    }));
    return all.filter(({ path }) => !this.#durable.has(path));
  }

  /** Remembers that these are on disk for good. */
  remember(tiles: readonly TileFile[]): void {
    this.#durable = new Set(tiles.map(({ tile }) => join(this.#folder, tilePath(tile))));
  }

  /** Removes the partial states of tiles that are full. */
  async removePartials(full: readonly TileId[]): Promise<void> {
    for (const tile of full) {
      const path = `${join(this.#folder, tilePath(tile))}.p`;
      await rm(path, { recursive: true, force: true }).catch((thrown) => {
        throw errorFrom(thrown, path);
      });
    }
  }
}
