import type { AbsenceKind, ErrorCode, Url } from '../model/index.ts';

/** Something that failed, named. */
export interface Failure {
  readonly url: string;
  readonly code: ErrorCode;
  readonly message: string;
}

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
  | { readonly type: 'failed'; readonly failure: Failure }
  | { readonly type: 'warning'; readonly url: string; readonly message: string }
  | { readonly type: 'imported'; readonly read: number }
  | {
      readonly type: 'recovered';
      readonly file: string;
      readonly captures: number;
      readonly torn: number;
    };
