import type { PageKind } from '../extract/index.ts';
import type { Article, Basis, Capture, Entry, Instant, Url } from '../model/index.ts';
import type { ArticleWords } from '../search/index.ts';

/** An article's state as one capture shows it, on its way into the catalogue. */
export interface Find {
  /** The evidence. */
  readonly capture: Capture;
  /** As the extractor gave it, with nothing cut by what is known of its site. */
  readonly article: Article;
  /** What its page is; only an `article` teaches its site. */
  readonly kind?: PageKind;
  readonly basis: Basis;
  readonly extractor: string;
  readonly sourceId: string;
  /** Every URL that led to it, the one it is known by first. */
  readonly urls: readonly [Url, ...Url[]];
  /** The address that was asked for, and whether a redirect led on from it; the other URLs are only
   * what its server says of it. Unset when nothing was asked: every URL is the article's own. */
  readonly asked?: { readonly url: Url; readonly moved: boolean };
  /** When its page was served, where the evidence is the feed's longer text in the page's place. */
  readonly pageAt?: Instant;
  /** The feed entry that told of it. */
  readonly entry?: Entry;
  /** Its search words where they are cut already. */
  readonly words?: ArticleWords;
  /** Its evidence was captured by others, long ago perhaps: nothing it names is asked for. */
  readonly isPast?: boolean;
  /** Its words are as another archive has them: nothing is cut from them or learned of them. */
  readonly isTold?: boolean;
  /** Whether its page is to be looked at again from time to time. */
  readonly revisit: boolean;
}

/** What became of a find; `restated`: other words, but taken from elsewhere (page, feed, import), or
 * by another extractor, than those before, so no edit is told. */
export type Outcome = 'new' | 'revised' | 'restated' | 'unchanged';

export interface Recorded {
  readonly find: Find;
  readonly articleId: string;
  readonly outcome: Outcome;
  readonly revisionNumber: number;
}
