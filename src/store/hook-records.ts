import type { Instant, Url } from '../model/index.ts';

/** What hooks are told of: new articles, edits, articles not served, the health of sources, hits of a
 * saved search. */
export type HookKind = 'article' | 'edit' | 'absence' | 'health' | 'hit';

/** An address that is told what happens, and how far it has been told. */
export interface Hook {
  readonly id: string;
  readonly url: Url;
  readonly kinds: readonly HookKind[];
  /** Edits of this weight at least. */
  readonly least: number;
  /** Of this source only. */
  readonly sourceId?: string;
  /** Of sources in this folder, or in one within it, only. */
  readonly folder?: string;
  /** Id of the saved search whose hits are told. */
  readonly searchId?: string;
  /** Signs what is sent. */
  readonly secret?: string;
  /** Whether the address may be a private one. */
  readonly allowPrivate: boolean;
  readonly addedAt: Instant;
  readonly progress: HookProgress;
}

/** How far a hook is, and how its receiver fares. */
export interface HookProgress {
  /** The last happening, or the mark of the last hit, that is done with. */
  readonly cursor: number;
  /** Tries of the one behind it that failed. */
  readonly failures: number;
  /** The first of these. */
  readonly failingSince?: Instant;
  readonly nextTryAt?: Instant;
  readonly lastError?: string;
  readonly lastSentAt?: Instant;
  /** How many were passed over, because the receiver refused them as they are. */
  readonly passedOver: number;
  /** How many of these since one was taken; unset: none. */
  readonly refusedInRow?: number;
  /** Set once it was given up: nothing more is kept for it. */
  readonly stoppedAt?: Instant;
}

/** Something that hooks and digests may tell of; written with the change that made it so. */
export interface Happening {
  readonly kind: Exclude<HookKind, 'hit'>;
  readonly at: Instant;
  readonly sourceId: string;
  readonly articleId?: string;
  /** The later revision of an edit. */
  readonly revisionId?: string;
  /** What no other row tells, as JSON. */
  readonly facts?: Readonly<Record<string, unknown>>;
}

export interface RecordedHappening extends Happening {
  /** Later ones have higher numbers; none is given twice. */
  readonly ord: number;
}

/** What is asked of hooks. */
export interface HookReads {
  /** All hooks, by the time they were added. */
  hooks(): Promise<Hook[]>;
  /** What happened behind a number, in order; kept until every hook, and of edits every digest, is
   * done with it. */
  happenings(query: {
    readonly after: number;
    readonly limit: number;
  }): Promise<RecordedHappening[]>;
}
