import type { Instant, Url } from '../model/index.ts';

/** Stands behind the last article of a page of a list. */
export interface ArticleCursor {
  readonly sortAt: Instant;
  readonly id: string;
}

/** Which articles, newest first unless `oldestFirst`. */
export interface ArticleQuery {
  readonly sourceId?: string;
  readonly since?: Instant;
  readonly until?: Instant;
  /** BCP 47; `zh` is `zh-Hans` and `zh-Hant` too. */
  readonly language?: string;
  readonly after?: ArticleCursor;
  readonly oldestFirst?: boolean;
  readonly limit: number;
}

/** Which absent articles, the latest missed first. */
export interface AbsentQuery {
  readonly sourceIds?: readonly string[];
  /** First missed then or later. */
  readonly since?: Instant;
  /** `gone`: not served any more, by repeated looks. `missed`: not served at the last look, and no more
   * is known. `returned`: served again, the latest first. */
  readonly state: 'gone' | 'missed' | 'returned';
  readonly limit: number;
}

/** Which of what is due. */
export interface DueQuery {
  readonly sourceId?: string;
  /** At most so many of one host (name and port of their URL). */
  readonly perHost?: number;
  /** Nothing of these hosts. */
  readonly withoutHosts?: readonly string[];
  readonly limit: number;
}

/** One way in which what is asked for may stand in an article. */
export type Phrase =
  | {
      /** Search words in a row. */
      readonly words: readonly string[];
      /** The last word may go on. */
      readonly prefix?: boolean;
      /** Only there; unset: anywhere. */
      readonly field?: 'title' | 'author';
    }
  /** A token that articles are found by besides their words. */
  | { readonly also: string };

/** What is asked for: any of its ways, the one that was typed first. `exclude`: articles that have one
 * are left out. */
export interface Clause {
  readonly anyOf: readonly Phrase[];
  readonly exclude?: boolean;
  /** Of what stood in an earlier revision and was taken away, wholly or in part; fields do not count. */
  readonly removed?: boolean;
}

/** Which articles may be found at all. */
export interface WordFilters {
  /** Of any of these sources. */
  readonly sourceIds?: readonly string[];
  /** Of none of these. */
  readonly exceptSourceIds?: readonly string[];
  /** In any of these, BCP 47; `zh` is `zh-Hans` and `zh-Hant` too. */
  readonly languages?: readonly string[];
  /** In none of these. */
  readonly exceptLanguages?: readonly string[];
  readonly since?: Instant;
  /** Before then. */
  readonly until?: Instant;
  /** Whether their words changed since they were first seen. */
  readonly edited?: boolean;
  /** Whether they are not served any more. */
  readonly gone?: boolean;
}

/** Articles whose newest words hold every clause. Nothing is found without a clause that is not
 * excluded, unless `anyWords`. */
export interface WordQuery extends WordFilters {
  readonly clauses: readonly Clause[];
  /** Where nothing is asked for: all that pass the filters, and hold nothing excluded. */
  readonly anyWords?: boolean;
  /** Rows of search words: only articles that hold two in three of their words and pairs of neighbouring
   * Han, Kana or Hangul characters (which count as pairs alone), by how much of them they hold. */
  readonly mostOf?: readonly (readonly string[])[];
  /** Whether a stretch of text, from one UTF-16 offset to before another, begins and ends where words do:
   * articles where Han characters stand so come before those where they are neighbours by accident. */
  readonly isWhole?: (text: string, start: number, end: number) => boolean;
  /** Whether two sketches are of the same text: of articles found that are the same, the first is a hit and
   * the others come with it. They count in the total and in facets all the same. */
  readonly isSame?: (one: Uint8Array, other: Uint8Array) => boolean;
  /** `relevance` (default): title over lead over text, the newer among equals; `date`: newest first. */
  readonly sort?: 'relevance' | 'date';
  readonly limit: number;
  /** Articles found that are left out before the first hit; not together with `after`. */
  readonly offset?: number;
  /** The `next` of the page before: goes on behind it. Articles that came since are left out. */
  readonly after?: string;
  /** Whether to count all by month, source and language. */
  readonly facets?: boolean;
}

/** Which articles whose images became due between two moments, the latest first. */
export interface DueImagesQuery {
  readonly from: Instant;
  readonly at: Instant;
  readonly sourceId?: string;
  /** None of these articles. */
  readonly without?: readonly string[];
  readonly limit: number;
}

/** Stands behind the last capture of a page of a list. */
export interface CaptureCursor {
  readonly capturedAt: Instant;
  readonly id: string;
}

/** Which captures, oldest first. */
export interface CaptureQuery {
  readonly sourceId?: string;
  /** Made then or after. */
  readonly since?: Instant;
  /** Made before. */
  readonly until?: Instant;
  readonly after?: CaptureCursor;
  readonly limit: number;
}

/** Which captures by their addresses: by address, then time, then id. */
export interface CapturesUnderQuery {
  /** Addresses that begin with one of these, of which none begins with another. */
  readonly prefixes: readonly string[];
  /** Or are one of these. */
  readonly urls?: readonly Url[];
  /** Made then or after. */
  readonly since?: Instant;
  /** Made before. */
  readonly until?: Instant;
  readonly limit: number;
}

/** Stands behind the last edit of a page of a list. */
export interface EditCursor {
  readonly weight: number;
  readonly seenAt: Instant;
  readonly revisionId: string;
}

/** Which edits that are told: the heaviest first, or the newest. */
export interface EditQuery {
  readonly order: 'weight' | 'time';
  /** Of articles of these sources. */
  readonly sourceIds?: readonly string[];
  readonly since?: Instant;
  readonly until?: Instant;
  /** Of this weight at least; default 1. */
  readonly least?: number;
  /** Which made these revisions. */
  readonly revisionIds?: readonly string[];
  /** Of each article only the heaviest of them. */
  readonly onePerArticle?: boolean;
  readonly after?: EditCursor;
  readonly limit: number;
}
