import type {
  AbsenceKind,
  ErrorCode,
  Finding,
  Instant,
  Source,
  StandIn,
  Url,
} from '../model/index.ts';

/** Something that failed, named. */
export interface Failure {
  readonly url: string;
  readonly code: ErrorCode;
  readonly message: string;
}

/** A source as an event names it. */
export type AboutSource = Pick<Source, 'id' | 'title' | 'url'>;

/** What happens, as it happens; the cli prints it. */
export type ArchiveEvent =
  | {
      readonly type: 'polled';
      readonly sourceId: string;
      readonly url: Url;
      readonly entries: number;
    }
  | { readonly type: 'not-modified'; readonly sourceId: string; readonly url: Url }
  | { readonly type: 'article'; readonly id: string; readonly url: Url; readonly title: string }
  | {
      readonly type: 'revision';
      readonly id: string;
      readonly url: Url;
      readonly title: string;
      readonly number: number;
    }
  | { readonly type: 'absence'; readonly id: string; readonly url: Url; readonly kind: AbsenceKind }
  | {
      /** Repeated looks now say that it is not served any more, since the first of them. */
      readonly type: 'gone';
      readonly id: string;
      readonly url: Url;
      readonly title: string;
      readonly since: Instant;
    }
  | {
      /** An article that was absent is served again. */
      readonly type: 'returned';
      readonly id: string;
      readonly url: Url;
      readonly title: string;
    }
  | {
      /** What is wrong with a source began, or ended. */
      readonly type: 'health';
      readonly source: AboutSource;
      readonly began: readonly Finding[];
      readonly ended: readonly Finding[];
    }
  | {
      /** Another document is read in place of a source's own; none: its own again. */
      readonly type: 'stand-in';
      readonly source: AboutSource;
      readonly standIn?: StandIn;
    }
  | { readonly type: 'moved'; readonly source: AboutSource; readonly from: Url }
  | { readonly type: 'pushed'; readonly sourceId: string; readonly url: Url }
  | { readonly type: 'failed'; readonly failure: Failure }
  | { readonly type: 'warning'; readonly url: string; readonly message: string }
  | {
      /** The catalogue's database went away while work was under way, or the bucket was away when it wanted to begin; or
       * it is back. */
      readonly type: 'database' | 'bucket';
      readonly state: 'away' | 'back';
      /** A sentence. */
      readonly message: string;
    }
  | { readonly type: 'imported'; readonly read: number }
  | {
      /** A capture file lies in the bucket, read back and found whole. */
      readonly type: 'uploaded';
      readonly file: string;
      readonly bytes: number;
    }
  | {
      readonly type: 'recovered';
      readonly file: string;
      readonly captures: number;
      readonly torn: number;
    };
