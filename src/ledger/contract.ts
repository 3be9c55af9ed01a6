import type { Now } from '../model/index.ts';
import type { Checkpoint, TlogProof } from '../tlog/index.ts';
import type { LeafSource } from './leaf-source.ts';

/** A tree that was signed. */
export interface SignedTree {
  readonly size: number;
  /** 32 bytes. */
  readonly root: Uint8Array<ArrayBuffer>;
}

/** What is remembered of what a key signed. Nothing is signed that is not remembered before. */
export interface SignedMemory {
  /** What is remembered, the tree signed last first; none where nothing is. Throws ArchiveError: `corrupt`, and
   * `refused` where it is older than what is remembered elsewhere, or of another key. */
  trees(): Promise<readonly SignedTree[]>;
  /** Puts a tree in place of the one signed last, durably. Throws ArchiveError(`conflict`) when another one is
   * signed last by now. */
  swap(before: SignedTree | undefined, next: SignedTree): Promise<void>;
  /** What was signed last stays, and may be signed again. Throws ArchiveError(`conflict`) where another has the right
   * to sign by now. */
  confirm(): Promise<void>;
  /** Told of each checkpoint that is signed and lies in the folder. */
  keep(checkpoint: Checkpoint): Promise<void>;
}

/** What hosts that share a catalogue know of what was signed. */
export interface SharedTree extends SignedTree {
  /** The verifier key, as text. */
  readonly vkey: string;
  /** The checkpoint signed last, perhaps of a smaller tree. */
  readonly note?: string;
}

/** Where they know it from. */
export interface SharedSigned {
  read(): Promise<SharedTree | undefined>;
  /**
   * Puts one in place of another, and beside it how its key handed over. `signing`: only while this host has the
   * right to sign. Throws ArchiveError(`conflict`), with nothing changed, where it has not, or another is there.
   */
  swap(
    before: SharedTree | undefined,
    next: SharedTree,
    step: 'signing' | 'noting',
    handOver?: { readonly keyId: string; readonly proof: string },
  ): Promise<void>;
}

/** What a ledger is opened with. */
export interface LedgerOptions {
  /** Where `checkpoint`, `vkey`, `tile` and `record` lie; all of it may be given to anybody. */
  readonly folder: string;
  /** The signing key, mode 0600; made on first use. */
  readonly keyFile: string;
  /**
   * Where it is kept what was signed last: outside of what a backup brings back. A function is given
   * the key's id, eight hexadecimal digits.
   */
  readonly stateFile: string | ((keyId: string) => string);
  /** The log's name: an address without scheme, no spaces, no `+`. */
  readonly origin: string;
  readonly leaves: LeafSource;
  readonly now: Now;
  /**
   * Signs on from what the folder holds though nothing is remembered of this key: for an archive
   * that moved to another machine, and is its newest copy.
   */
  readonly adopt?: boolean;
  /** Where other hosts sign the same ledger: what they know of it. */
  readonly shared?: SharedSigned;
}

/** An append-only log of an archive's leaves, published as static files. */
export interface Ledger {
  readonly origin: string;
  /** The verifier key as text, which checks everything. */
  readonly vkey: string;
  /** How many leaves are published. */
  readonly size: number;
  /** What was published last; undefined before the first time. */
  readonly checkpoint: Checkpoint | undefined;
  /**
   * Publishes all leaves there are: records, entries, tiles, then the signed checkpoint. After a
   * crash it writes the same bytes again. Throws ArchiveError(`refused`) rather than sign what
   * contradicts something signed before.
   */
  publish(): Promise<Checkpoint>;
  /**
   * Hands over to the key that is to sign next (`nextKey`), which the leaf with this index must name: both sign
   * one checkpoint, which is kept with the proof of that leaf, and this ledger signs nothing more; the one
   * that is opened next signs with the new key. Throws as `publish` does.
   */
  handOver(index: number): Promise<Checkpoint>;
  /** Proves that a published leaf is in the log. Throws ArchiveError(`invalid`) for another index. */
  prove(index: number): Promise<TlogProof>;
  /**
   * Proves that the log's first `oldSize` leaves are the beginning of the published ones, or of the first
   * `size`. Throws ArchiveError(`invalid`) for an old size of 0, and one that is larger.
   */
  proveGrowth(oldSize: number, size?: number): Promise<readonly Uint8Array[]>;
  /** The line of a published leaf. Throws ArchiveError(`invalid`) for another index. */
  readEntry(index: number): Promise<string>;
  /** Adds lines of witnesses to the checkpoint with this size; nothing happens once it is another. */
  addCosignatures(size: number, lines: readonly string[]): Promise<void>;
}
