import type { Article, Instant, Url } from '../model/index.ts';

/** A page as it was decoded. */
export interface ExtractInput {
  readonly html: string;
  /** Where the page was served from, after redirects. */
  readonly url: Url;
  readonly contentType?: string;
}

/** A body that somebody gave us: a feed's item, an imported file. */
export interface FragmentInput {
  readonly html: string;
  readonly url: Url;
  readonly title: string;
  readonly authors?: readonly string[];
  readonly publishedAt?: Instant;
  readonly modifiedAt?: Instant;
  readonly site?: string;
}

export type PageKind = 'article' | 'index' | 'login' | 'captcha' | 'video' | 'live' | 'unknown';

/** What was cut from a body and why; the text is shortened to 200 characters. */
export interface CutBlock {
  readonly reason: string;
  readonly text: string;
}

export interface Extraction {
  readonly article: Article;
  /** The URL the page gives as its own, where it is one of the same site. */
  readonly canonicalUrl?: Url;
  readonly kind: PageKind;
  readonly cut: readonly CutBlock[];
  readonly paywalled: boolean;
}

/** `name@version` of what cuts the text; changes whenever its output may. */
export const extractorName = 'backissue@1';
