import { ArchiveError } from '../model/index.ts';
import { documentKind } from './document-kind.ts';
import { checkDocument, type FeedInput, type ParsedFeed } from './feed-document.ts';
import { parseJsonFeed } from './json-feed.ts';
import { parseSitemap } from './sitemap.ts';
import { parseXmlFeed } from './xml-feed.ts';

const others: Readonly<Record<string, string>> = {
  page: 'is a page, not a feed; follow one of the feeds it links to',
  opml: 'is an OPML list of feeds, not a feed; import it',
  'sitemap-index': 'is a list of sitemaps, not a sitemap; follow one of those it names',
  unknown: 'is no feed that can be read; check the address',
};

/**
 * Reads RSS, Atom, RDF, JSON Feed or a sitemap into entries. One broken item never loses the others:
 * what could not be read is told in `warnings`. At most 10,000 entries are taken. Throws `invalid`
 * when the document is empty, longer than 64 Mi characters, or something else than a feed; a feed
 * without items is a feed.
 */
export function parseFeed(input: FeedInput): ParsedFeed {
  checkDocument(input);
  const kind = documentKind(input);
  if (kind === 'sitemap') return parseSitemap(input);
  if (kind !== 'feed') throw new ArchiveError('invalid', `${input.url} ${others[kind]}.`);
  return /^[\s\uFEFF]*\{/.test(input.text.slice(0, 1000))
    ? parseJsonFeed(input)
    : parseXmlFeed(input);
}
