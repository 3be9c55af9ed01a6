/** One state of an article's words, with all that proves it. */
export interface EvidenceRevision {
  /** The leaf's line, with its LF. */
  readonly leaf: string;
  /** The record, byte for byte. */
  readonly record: string;
  /** The `.tlog-proof` file of the leaf. */
  readonly proof: string;
  /** The text (`text/1`) that the record has the digest of; left out where it is not kept any more. */
  readonly text?: string;
  /** The captured body after transfer decoding, in base64; left out where it is not asked for. */
  readonly raw?: string;
}

/** What one evidence file holds: everything that is needed to check it without anybody's help. */
export interface Evidence {
  readonly v: 1;
  readonly kind: 'evidence';
  /** The log's verifier key, as text. */
  readonly vkey: string;
  /** From the oldest on. */
  readonly revisions: readonly EvidenceRevision[];
}

/** One thing that was checked. */
export interface EvidenceFinding {
  /** Which of the revisions, from 0. */
  readonly revision: number;
  readonly check: 'signature' | 'inclusion' | 'record' | 'time' | 'text' | 'capture' | 'chain';
  readonly ok: boolean;
}
