import type { Instant } from '../model/index.ts';

/** What is mailed to somebody, and how often. */
export interface Digest {
  readonly id: string;
  /** The address it goes to. */
  readonly to: string;
  readonly of: 'articles' | 'edits' | 'saved';
  /** Of a saved search's hits: its id. */
  readonly searchId?: string;
  readonly sourceId?: string;
  readonly folder?: string;
  /** Edits of this weight at least. */
  readonly least: number;
  readonly every: 'hour' | 'day' | 'week';
  /** Minutes after midnight, or of those the minutes after the hour. */
  readonly atMinute: number;
  /** IANA name: whose midnight. */
  readonly timeZone: string;
  /** Language of its own words. */
  readonly locale: 'en' | 'zh-Hans' | 'zh-Hant';
  readonly addedAt: Instant;
  readonly progress: DigestProgress;
}

/** How far a digest is. */
export interface DigestProgress {
  /** The end of the last period that is done with: sent, or nothing was to be told. */
  readonly until: Instant;
  /** Of hits the mark, of articles the serial, of edits the number of the last happening that is done with. */
  readonly cursor: number;
  /** Tries to send the one that is due that failed. */
  readonly failures: number;
  readonly nextTryAt?: Instant;
  readonly lastError?: string;
  readonly lastSentAt?: Instant;
}

/** What is asked of digests. */
export interface DigestReads {
  /** All, by the time they were added. */
  digests(): Promise<Digest[]>;
  /** The serial of the article that came on record last; 0: none. */
  lastSerial(): Promise<number>;
}
