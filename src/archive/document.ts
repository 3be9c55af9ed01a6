import {
  documentKind,
  type FeedHints,
  newestSitemaps,
  parseFeed,
  parseSitemapIndex,
  type ShapeMemory,
  sectionEntries,
} from '../feed/index.ts';
import { decodeText } from '../html/index.ts';
import { header } from '../http/index.ts';
import type { FeedEntry, Header, Source, Url } from '../model/index.ts';
import { gunzipped } from './gunzip.ts';

/** A fetched document that may be followed. */
export interface Fetched {
  readonly url: Url;
  readonly content: Uint8Array;
  readonly headers: readonly Header[];
}

/** What a document lists: entries of a feed or sitemap, article links of a page. */
export interface Listing {
  readonly kind: 'feed' | 'sitemap' | 'page';
  /** In the field's terms: `RSS 2.0`, `News sitemap`, `Section page` … */
  readonly format: string;
  readonly title: string;
  readonly entries: readonly FeedEntry[];
  readonly warnings: readonly string[];
  /** As the document tells it. */
  readonly language?: string;
  /** The page of the outlet, as its feed names it. */
  readonly home?: Url;
  /** What a feed tells those who poll it. */
  readonly hints?: FeedHints;
  /** A sitemap index lists further sitemaps, those most worth reading first. */
  readonly sitemaps?: readonly Url[];
}

/** The document as text, with what its parser wants to know. */
export function documentText(fetched: Fetched): { url: Url; text: string; contentType?: string } {
  const contentType = header(fetched.headers, 'content-type');
  const kind = contentType?.includes('html') ? 'html' : 'xml';
  const hint = contentType === undefined ? { kind } : { contentType, kind };
  const content = gunzipped(fetched.url, fetched.content);
  const { text } = decodeText(content, hint as Parameters<typeof decodeText>[1]);
  return contentType === undefined
    ? { url: fetched.url, text }
    : { url: fetched.url, text, contentType };
}

/**
 * Reads a document as what it is, or as what it is followed as. `memory` is what was learned of a
 * section page's addresses. Throws ArchiveError `invalid` when it is nothing that lists articles.
 */
export function readListing(
  fetched: Fetched,
  followedAs?: Source['kind'],
  memory?: ShapeMemory,
): Listing {
  const input = documentText(fetched);
  const kind = documentKind(input);
  if (kind === 'sitemap-index') {
    const { sitemaps, warnings } = parseSitemapIndex(input);
    return {
      kind: 'sitemap',
      format: 'Sitemap index',
      title: fetched.url,
      entries: [],
      warnings,
      sitemaps: newestSitemaps(sitemaps).map(({ url }) => url),
    };
  }
  if (kind === 'page' && (followedAs === undefined || followedAs === 'page')) {
    const { title, entries, warnings, language } = sectionEntries(input, memory);
    const told = language === undefined ? {} : { language };
    return { kind: 'page', format: 'Section page', title, entries, warnings, ...told };
  }
  return feedListing(parseFeed(input));
}

function feedListing(feed: ReturnType<typeof parseFeed>): Listing {
  const { kind, format, title, entries, warnings, language, url, hints } = feed;
  return {
    kind,
    format,
    title,
    entries,
    warnings,
    ...(language === undefined ? {} : { language }),
    ...(url === undefined ? {} : { home: url }),
    ...(hints === undefined ? {} : { hints }),
  };
}
