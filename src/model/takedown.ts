import type { Digest, Instant, Url } from './values.ts';

/** Why something may be taken down, in classes: nothing personal is told by them. */
export const takedownReasons = ['privacy', 'gdpr-17', 'copyright', 'court', 'author'] as const;
export type TakedownReason = (typeof takedownReasons)[number];

/** A capture whose payload was removed: what stood there is known by its digest alone. */
export interface RemovedCapture {
  readonly id: string;
  readonly url: Url;
  readonly capturedAt: Instant;
  readonly status: number;
  readonly payload: Digest;
  /** Where a redirect led on to from `url`. */
  readonly finalUrl?: Url;
  readonly sourceId?: string;
}

/** A capture of a document of many articles, from which the one taken down was cut. */
export interface CutCapture extends RemovedCapture {
  /** The capture it is from now on; a revisit refers to `payload` as the whole one has it. */
  readonly now: { readonly id: string; readonly payload: Digest };
}

/** A revision whose words were removed. */
export interface RemovedRevision {
  readonly id: string;
  readonly article: string;
  readonly number: number;
  readonly seenAt: Instant;
  readonly captureId: string;
  readonly textDigest: Digest;
}

/** A capture that still tells of the article, and why it was left as it is. */
export interface LeftCapture {
  readonly id: string;
  readonly url: Url;
  readonly why: string;
}

/** What one takedown removes, by ids and digests. */
export interface Removal {
  readonly captures: readonly RemovedCapture[];
  readonly cut: readonly CutCapture[];
  readonly revisions: readonly RemovedRevision[];
  readonly left: readonly LeftCapture[];
  /** Payloads that other captures share: the capture that holds each from now on. */
  readonly moved: readonly {
    readonly payload: Digest;
    readonly from: string;
    readonly to: string;
  }[];
}

/**
 * That an article was taken down: the fact stays when the content has gone. `begun`: all is still
 * there; `erased`: the catalogue has forgotten it, capture files may still hold it; `done`.
 */
export interface Takedown {
  readonly id: string;
  /** Of the article, and of the records merged into it. */
  readonly articles: readonly [string, ...string[]];
  readonly url: Url;
  readonly reason: TakedownReason;
  /** For the keeper of the archive; shown to no reader. */
  readonly note?: string;
  readonly at: Instant;
  /** Set when later captures are allowed again. */
  readonly liftedAt?: Instant;
  readonly state: 'begun' | 'erased' | 'done';
  /** The identity keys that are refused from now on. */
  readonly keys: readonly string[];
  readonly removal: Removal;
}
