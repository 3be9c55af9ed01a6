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

/** What a stamp needs to be checked, beyond its bytes. */
export interface StampMeans {
  /**
   * Checks the answer of a time-stamping authority (RFC 3161) over bytes; throws ArchiveError with what is wrong. Unset:
   * such stamps are told as unchecked, for reading them takes a package, and this room has none.
   */
  readonly token?: (reply: Uint8Array, stamped: Uint8Array) => TokenTold;
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
    | {
        readonly kind: 'rfc3161';
        readonly unchecked: true;
        readonly at?: never;
        readonly by?: never;
      }
  );
