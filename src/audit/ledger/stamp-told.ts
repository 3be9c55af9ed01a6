import type { BlockHeader } from '../../tlog/index.ts';

/** What a token of a time-stamping authority says. */
export interface TokenTold {
  /** When it was made, by the authority's clock, in ms: what was stamped is not younger. */
  readonly at: number;
  /** How wrong that clock may be by its own word, in ms. */
  readonly withinMs?: number;
  /** Whoever signed it, by the certificate that came along. */
  readonly by: string;
  /** SHA-256 of that certificate in hex. */
  readonly certificate: string;
  /** Whether the certificate leads to an authority that was given; unset: none were. */
  readonly trusted?: boolean;
}

/** A block of Bitcoin's chain that a proof leads to. */
export interface BlockTold {
  readonly height: number;
  /** The Merkle root that its header must hold, as block explorers show it. */
  readonly merkleRoot: string;
  /** The block's time in ms, where a header with that root was given; unset: it was held against none. */
  readonly at?: number;
}

/** What a proof of OpenTimestamps says. */
export interface ProofTold {
  /** The earliest block's time, of those held against a header: what was stamped is not younger. Unset: no time is proved. */
  readonly at?: number;
  readonly blocks: readonly BlockTold[];
  /** Calendars that promised to have it attested, and have not yet. */
  readonly pending: readonly string[];
  /** Attestations that are not understood here. */
  readonly unknown: number;
}

/** What a stamp needs to be checked, beyond its bytes. */
export interface StampMeans {
  /**
   * Checks the answer of a time-stamping authority (RFC 3161) over bytes; throws ArchiveError with what is wrong. Unset:
   * such stamps are told as unchecked, for reading them takes a package, and this room has none.
   */
  readonly token?: (reply: Uint8Array, stamped: Uint8Array) => TokenTold;
  /** Headers of Bitcoin's chain by their heights: what blocks are held against. */
  readonly headers?: ReadonlyMap<number, BlockHeader>;
}

interface StampPlace {
  /** Of its file below the ledger's folder. */
  readonly path: string;
  /** Leaves that it is over: the first ones. */
  readonly size: number;
  /** It is over more leaves than this copy has. */
  readonly ahead?: true;
}

/** A good stamp, and what it says. */
export type StampTold = StampPlace &
  (
    | ({ readonly kind: 'rfc3161'; readonly unchecked?: never } & TokenTold)
    | ({
        readonly kind: 'opentimestamps';
        readonly unchecked?: never;
        readonly by?: never;
      } & ProofTold)
    | {
        readonly kind: 'rfc3161';
        readonly unchecked: true;
        readonly at?: never;
        readonly by?: never;
      }
  );
