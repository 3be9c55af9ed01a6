import type { Digest, Instant, Url } from '../../model/index.ts';

/** An article as a chapter of a book. */
export interface Chapter {
  /** The name of its file in the book. */
  readonly file: string;
  readonly title: string;
  readonly authors: readonly string[];
  /** BCP 47, `und` when unknown. */
  readonly language: string;
  readonly outlet: string;
  readonly publishedAt?: Instant;
  readonly original: Url;
  /** The reader's address of this revision, where the archive has one. */
  readonly address?: string;
  readonly revision: { readonly number: number; readonly seenAt: Instant; readonly digest: Digest };
  /** How many revisions there are. */
  readonly revisions: number;
  readonly goneSince?: Instant;
  /** Its body, as `articleXhtml` gives it. */
  readonly xhtml: string;
}

/** Chapters of one outlet. */
export interface BookPart {
  readonly title: string;
  readonly chapters: readonly Chapter[];
}

/** A book of articles. */
export interface BookView {
  readonly title: string;
  readonly parts: readonly BookPart[];
  /** The latest moment at which anything in it was seen. */
  readonly seenAt: Instant;
  /** Whether articles were left out because it would have been too long. */
  readonly isCut: boolean;
}
