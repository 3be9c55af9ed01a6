import type { Article, Instant, Url } from '../model/index.ts';

/** A page as it was decoded. */
export interface ExtractInput {
  readonly html: string;
  /** Where the page was served from, after redirects. */
  readonly url: Url;
  readonly contentType?: string;
  /** When it was served: relative times count from it, later dates are not believed. */
  readonly capturedAt?: Instant;
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

/** A date that a page tells, with its source. */
export interface DateFact {
  /** `json-ld datePublished`, `meta article:published_time`, `itemprop`, `time`, `class`, `line`, `url`, `script`. */
  readonly source: string;
  readonly label: '' | 'published' | 'modified';
  /** As it stands there, at most 80 characters. */
  readonly value: string;
  /** By RFC 3339 as far as it is told: `2023-09-05`, `2023-09-05T10:20:00`, `2023-09-05T10:20:00+08:00`. */
  readonly at: string;
}

export interface Extraction {
  readonly article: Article;
  /** The URL the page gives as its own, where it is one of the same site. */
  readonly canonicalUrl?: Url;
  /** The picture the article is to be shown with. */
  readonly leadImage?: Url;
  /** Publication as the page tells its readers: with the zone where one is told, the day alone where only that. */
  readonly published?: string;
  readonly modified?: string;
  /** All dates that were weighed, contradictions too; 20 at most. */
  readonly dates?: readonly DateFact[];
  readonly kind: PageKind;
  readonly cut: readonly CutBlock[];
  readonly paywalled: boolean;
}

/** `name@version` of what cuts the text; changes whenever its output may. */
export const extractorName = 'backissue@1';
