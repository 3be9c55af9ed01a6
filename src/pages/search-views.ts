import type { Instant } from '../model/index.ts';
import type { Proof } from './account-views.ts';
import type { ArticleLine } from './line-views.ts';

export interface SearchHit {
  readonly line: ArticleLine;
  /** Escaped text; `<mark>` is the only element kept. */
  readonly snippetHtml: string;
  /** Passages that were taken away: as a snippet, empty where none can be shown, the revisions before and
   * after, and when the later was seen. */
  readonly removed?: readonly {
    readonly snippetHtml: string;
    readonly from: number;
    readonly to: number;
    readonly goneAt: Instant;
  }[];
  /** Those found that hold the same text and come after it. */
  readonly same?: readonly ArticleLine[];
}

/** A link that says how many articles it leads to. */
export interface CountedLink {
  readonly name: string;
  readonly articles: number;
  readonly href: string;
}

export interface SearchView {
  /** As the reader typed it; empty for the bare form. */
  readonly query: string;
  readonly total: number;
  /** Whether there are more than `total`. */
  readonly more?: boolean;
  readonly hits: readonly SearchHit[];
  /** Nothing has all that was asked for; these have most of the words. */
  readonly most?: boolean;
  /** How many articles search does not know yet. */
  readonly unindexed?: number;
  /** Names of sources in the query that no source has. */
  readonly unknownSources?: readonly string[];
  /** Other queries, which find something. */
  readonly suggestions?: readonly CountedLink[];
  /** What narrows the result; the link leads to the query without it. */
  readonly narrowed?: readonly { readonly text: string; readonly href: string }[];
  readonly orders?: readonly {
    readonly order: 'relevance' | 'date';
    readonly href: string;
    readonly isHere: boolean;
  }[];
  /** Months (`2026-11`) or years (`2026`) in a row without a gap; one without articles too. */
  readonly times?: readonly CountedLink[];
  readonly sources?: readonly CountedLink[];
  /** Names are BCP 47. */
  readonly languages?: readonly CountedLink[];
  /** Whether articles of the same text are hits of their own, and where it is the other way. */
  readonly each?: { readonly isEach: boolean; readonly href: string };
  readonly next?: string;
  /** Set behind the first page. */
  readonly first?: string;
  /** Set where whoever reads may save the search. */
  readonly save?: Proof;
}

/** A hit of a saved search. */
export interface SavedSearchHit {
  readonly line: ArticleLine;
  readonly snippetHtml: string;
  /** Unset: it was there when the search was saved. */
  readonly foundAt?: Instant;
  /** Found since somebody last looked. */
  readonly isNew?: boolean;
}

/** A saved search with its newest hits, the latest first. */
export interface SavedSearchView {
  readonly id: string;
  readonly name: string;
  readonly query: string;
  readonly savedAt: Instant;
  /** Hits since somebody last looked. */
  readonly fresh: number;
  readonly href: string;
  /** To the search itself. */
  readonly searchHref: string;
  readonly hits: readonly SavedSearchHit[];
  /** Set where whoever reads may say that its hits are seen: to where, and up to which mark. */
  readonly look?: Proof & { readonly action: string; readonly mark: number };
}
