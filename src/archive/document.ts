import { documentKind, parseFeed, parseSitemapIndex, sectionEntries } from '../feed/index.ts';
import { decodeText } from '../html/index.ts';
import { header } from '../http/index.ts';
import type { FeedEntry, Header, Source, Url } from '../model/index.ts';

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
  /** A sitemap index lists further sitemaps, newest first. */
  readonly sitemaps?: readonly Url[];
}

/** The document as text, with what its parser wants to know. */
export function documentText(fetched: Fetched): { url: Url; text: string; contentType?: string } {
  const contentType = header(fetched.headers, 'content-type');
  const kind = contentType?.includes('html') ? 'html' : 'xml';
  const hint = contentType === undefined ? { kind } : { contentType, kind };
  const { text } = decodeText(fetched.content, hint as Parameters<typeof decodeText>[1]);
  return contentType === undefined
    ? { url: fetched.url, text }
    : { url: fetched.url, text, contentType };
}

/**
 * Reads a document as what it is, or as what it is followed as. Throws ArchiveError `invalid` when
 * it is nothing that lists articles.
 */
export function readListing(fetched: Fetched, followedAs?: Source['kind']): Listing {
  const input = documentText(fetched);
  const kind = documentKind(input);
  if (kind === 'sitemap-index') {
    const { sitemaps, warnings } = parseSitemapIndex(input);
    const newest = [...sitemaps].sort((one, other) =>
      (other.lastModified ?? '').localeCompare(one.lastModified ?? ''),
    );
    return {
      kind: 'sitemap',
      format: 'Sitemap index',
      title: fetched.url,
      entries: [],
      warnings,
      sitemaps: newest.map((sitemap) => sitemap.url),
    };
  }
  if (kind === 'page' && (followedAs === undefined || followedAs === 'page')) {
    const { title, entries, warnings } = sectionEntries(input);
    return { kind: 'page', format: 'Section page', title, entries, warnings };
  }
  const { entries, format, title, warnings, ...feed } = parseFeed(input);
  return { kind: feed.kind, format, title, entries, warnings };
}
