/** What the ledger's key signed last, where several hosts share a catalogue. */
export interface SignedRow {
  /** The verifier key, as text. */
  readonly vkey: string;
  /** Leaves of the tree that may be signed. */
  readonly size: number;
  /** Base64 of its root. */
  readonly root: string;
  /** The epoch of the lease under which it was written; never falls. */
  readonly epoch: number;
  /** The checkpoint that was signed last; of a smaller tree where a crash came before the next. */
  readonly note?: string;
}

/** One row in place of another. */
export interface SignedSwap {
  /** What must be on record; unset: nothing. Only key, size and root are compared. */
  readonly before?: Pick<SignedRow, 'vkey' | 'size' | 'root'>;
  readonly next: SignedRow;
}

/** That a key handed over to the next. */
export interface HandOver {
  /** The old key's id, eight hexadecimal digits. */
  readonly keyId: string;
  /** A `.tlog-proof` of the leaf that names both. */
  readonly proof: string;
}

/** The part of the catalogue by which hosts that share it sign one ledger. */
export interface SignedReads {
  signed(): Promise<SignedRow | undefined>;
  /** By key id. */
  handOvers(): Promise<HandOver[]>;
}
