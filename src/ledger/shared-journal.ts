import { ArchiveError } from '../model/index.ts';
import { type Checkpoint, formatVerifierKey, type SigningKey, toBase64 } from '../tlog/index.ts';
import type { SharedSigned, SharedTree, SignedMemory, SignedTree } from './contract.ts';
import { otherKey, rowBehind } from './refusals.ts';
import type { SignedJournal } from './signed-journal.ts';

/** Whether a row names a key that has signed nothing: one that is drawn later may take its place. */
export const isVacant = ({ size, note }: SharedTree): boolean => size === 0 && note === undefined;

const same = (one: SignedTree, other: SignedTree): boolean =>
  one.size === other.size && toBase64(one.root) === toBase64(other.root);

/**
 * What a key signed last, remembered for all hosts that share a catalogue, and beside the key too. The one in the
 * catalogue is swapped first: where a crash comes between, it is ahead, as after another host has signed. Behind it is
 * only one that was restored.
 */
export class SharedJournal implements SignedMemory {
  readonly #own: SignedJournal;
  readonly #shared: SharedSigned;
  readonly #vkey: string;
  readonly #name: string;
  readonly #adopts: boolean;
  #row: SharedTree | undefined;

  constructor(
    own: SignedJournal,
    { shared, key, adopt = false }: { shared: SharedSigned; key: SigningKey; adopt?: boolean },
  ) {
    this.#own = own;
    this.#shared = shared;
    this.#vkey = formatVerifierKey(key);
    this.#name = key.name;
    this.#adopts = adopt;
  }

  async trees(): Promise<readonly SignedTree[]> {
    const own = await this.#own.last();
    const row = await this.#shared.read();
    this.#row = row;
    const kept = own === undefined ? [] : [own];
    if (row === undefined || (row.vkey !== this.#vkey && isVacant(row))) return kept;
    if (row.vkey !== this.#vkey) throw otherKey(row.vkey, this.#vkey);
    const isBehind = own !== undefined && own.size >= row.size && !same(own, row);
    if (isBehind && !this.#adopts) {
      throw rowBehind(this.#name, { signed: own.size, row: row.size });
    }
    return [row, ...kept];
  }

  async swap(before: SignedTree | undefined, next: SignedTree): Promise<void> {
    const row = this.#row;
    if (row?.vkey === this.#vkey && (before === undefined || !same(before, row))) {
      throw new TypeError('what was signed last is swapped before it was read');
    }
    await this.#put({ ...row, vkey: this.#vkey, size: next.size, root: next.root }, 'signing');
    await this.#own.swap(await this.#own.last(), next);
  }

  async confirm(): Promise<void> {
    const row = this.#row;
    const last = row?.vkey === this.#vkey ? row : await this.#own.last();
    if (last !== undefined) await this.#put({ ...last, vkey: this.#vkey }, 'signing');
  }

  /** A checkpoint that comes too late, for more is signed by now, is left out. */
  async keep({ note, size, root }: Checkpoint): Promise<void> {
    const row = this.#row;
    if (row === undefined) return await this.#tell({ note, size, root });
    if (!same(row, { size, root })) return;
    // One with more cosignatures stays.
    const isNoted = row.note?.split('\n')[1] === String(size);
    if (isNoted && row.note.length >= note.length) return;
    try {
      await this.#put({ ...row, note }, 'noting');
    } catch (thrown) {
      if (!(thrown instanceof ArchiveError) || thrown.code !== 'conflict') throw thrown;
    }
  }

  /** Where the catalogue lay in a file before, what was signed is remembered beside the key alone. */
  async #tell({ note, size, root }: Pick<Checkpoint, 'note' | 'size' | 'root'>): Promise<void> {
    const own = await this.#own.last();
    if (own === undefined || !same(own, { size, root })) return;
    await this.#put({ vkey: this.#vkey, size, root, note }, 'signing');
  }

  async #put(next: SharedTree, step: 'signing' | 'noting'): Promise<void> {
    await this.#shared.swap(this.#row, next, step);
    this.#row = next;
  }
}
