/** What is done to a message on its way to an attestation. */
export interface OtsStep {
  /** The operation's byte: append f0, prepend f1, reverse f2, hexlify f3, sha1 02, ripemd160 03, sha256 08, keccak256 67. */
  readonly op: number;
  /** Of append and prepend. */
  readonly argument?: Uint8Array;
  readonly to: OtsNode;
}

/** Somebody's word that a message was there; what it says is told by `readAttestation`. */
export interface OtsAttestation {
  /** Eight bytes in hex that name its kind. */
  readonly tag: string;
  readonly payload: Uint8Array;
}

/** What is known of one message: who attests it, and what is made of it. */
export interface OtsNode {
  readonly attestations: readonly OtsAttestation[];
  readonly steps: readonly OtsStep[];
}

/** A proof file (`.ots`): digest of what was stamped, and what is known of that. */
export interface OtsProof {
  /** Byte of the hash that the digest is of. */
  readonly hash: number;
  readonly digest: Uint8Array;
  readonly node: OtsNode;
}

export const otsOps = {
  ...{ sha1: 0x02, ripemd160: 0x03, sha256: 0x08, keccak256: 0x67 },
  ...{ append: 0xf0, prepend: 0xf1, reverse: 0xf2, hexlify: 0xf3 },
} as const;

/** Bytes of the digests that hashes give. */
export const otsDigestBytes: Readonly<Record<number, number>> = {
  [otsOps.sha1]: 20,
  [otsOps.ripemd160]: 20,
  [otsOps.sha256]: 32,
  [otsOps.keccak256]: 32,
};

/** No message may be longer, nor what is appended to one. */
export const otsLongestMessage = 4096;

/** What an attestation says. */
export type OtsWord =
  /** The message is the Merkle root of Bitcoin's block of that height. */
  | { readonly kind: 'bitcoin'; readonly height: number }
  /** A calendar has promised to have it attested, and is to be asked. */
  | { readonly kind: 'pending'; readonly url: string }
  /** Another chain, or something newer than this program. */
  | { readonly kind: 'unknown'; readonly tag: string };

export const otsTags = { bitcoin: '0588960d73d71901', pending: '83dfe30d2ef90c8e' } as const;
