import type { AbsenceKind, Instant, SourceKind, Url } from '../model/index.ts';
import type { MarkSigns } from './marks-views.ts';

/** An article as lists show it. */
export interface ArticleLine {
  readonly id: string;
  /** Plain text in `language`; may be empty. */
  readonly title: string;
  /** BCP 47, `und` when unknown. */
  readonly language: string;
  readonly sourceId: string;
  readonly sourceTitle: string;
  readonly publishedAt?: Instant;
  readonly firstSeenAt: Instant;
  /** How many revisions are on record. */
  readonly revisions: number;
  /** Why it is not served now; unset while it is served. */
  readonly absent?: AbsenceKind;
  /** Set once repeated looks say that it is not served any more: the first of them. */
  readonly goneSince?: Instant;
  /** Its first ~120 characters, plain text. */
  readonly lead?: string;
  readonly image?: Url;
  /** Set for a reader who has a name. */
  readonly marks?: MarkSigns;
}

export interface OutletSource {
  readonly id: string;
  readonly title: string;
  readonly url: Url;
  readonly kind: SourceKind;
  /** As it is shown. */
  readonly folder?: string;
  /** As the source has it, where that is another. */
  readonly folderPath?: string;
}

/** `older` and `newer` are hrefs of the neighbouring pages. */
export interface Paging {
  readonly older?: string;
  readonly newer?: string;
}
