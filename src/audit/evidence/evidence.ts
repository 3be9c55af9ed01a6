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
  /** The same leaf under checkpoints that were stamped, as `.tlog-proof` files. */
  readonly stamped?: readonly string[];
  /** The captured body after transfer decoding, in base64; left out where it is not asked for. */
  readonly raw?: string;
}

/** A time stamp over a checkpoint of the log. */
export interface EvidenceStamp {
  /** Of its file: `300.1.tsr` (RFC 3161), `300.1.ots` (OpenTimestamps). */
  readonly name: string;
  /** The checkpoint that was stamped, byte for byte. */
  readonly checkpoint: string;
  /** The stamp, in base64. */
  readonly bytes: string;
  /** What it says, as `stampLine` reads it. */
  readonly says: string;
  /** Who signed it, as whoever made the file found it. */
  readonly by?: string;
}

/** What one evidence file holds: everything that is needed to check it without anybody's help. */
export interface Evidence {
  readonly v: 1;
  readonly kind: 'evidence';
  /** The log's verifier key, as text. */
  readonly vkey: string;
  /** From the oldest on. */
  readonly revisions: readonly EvidenceRevision[];
  /** Time stamps over checkpoints that revisions are under. */
  readonly stamps?: readonly EvidenceStamp[];
}

/** What is checked of a revision. */
export type EvidenceCheck =
  | 'signature'
  | 'inclusion'
  | 'record'
  | 'time'
  | 'text'
  | 'capture'
  | 'chain'
  | 'stamp';

/** One thing that was checked. */
export interface EvidenceFinding {
  /** Which of the revisions, from 0. */
  readonly revision: number;
  readonly check: EvidenceCheck;
  readonly ok: boolean;
}
