import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readIfThere, recordPath, writeDurably } from '../ledger/index.ts';
import { errorFrom } from '../model/index.ts';
import type { Store } from '../store/index.ts';
import { parseLeaf } from '../tlog/index.ts';

/** Leaves read at a time. */
const step = 1000;

/**
 * Deletes from a ledger's folder the files of records that were taken down on any host: those of leaves that a
 * published leaf says so of. How far it has come is remembered beside the folder, so that a crash leaves none; losing
 * that costs a look at all leaves.
 */
export class RecordRemovals {
  readonly #folder: string;
  readonly #store: Pick<Store, 'leaves'>;
  readonly #mark: string;
  #done: number | undefined;

  constructor(folder: string, store: Pick<Store, 'leaves'>) {
    this.#folder = folder;
    this.#store = store;
    this.#mark = join(dirname(folder), 'records-removed');
  }

  /** Goes on to the end of the first `size` leaves. */
  async removeTo(size: number): Promise<void> {
    this.#done ??= Number((await readIfThere(this.#mark))?.toString() ?? 0) || 0;
    const from = this.#done;
    if (size <= from) return;
    for (let at = from; at < size; at += step) {
      for (const { line } of await this.#store.leaves(at, Math.min(step, size - at))) {
        if (line.startsWith('na1 takedown ')) await this.#remove(parseLeaf(line).ref ?? -1);
      }
    }
    await writeDurably(this.#mark, `${size}\n`);
    this.#done = size;
  }

  async #remove(index: number): Promise<void> {
    const [leaf] = await this.#store.leaves(index, 1);
    if (leaf?.removed === undefined) return;
    const path = join(this.#folder, recordPath(leaf.record));
    await rm(path, { force: true }).catch((thrown) => {
      throw errorFrom(thrown, path);
    });
  }
}
