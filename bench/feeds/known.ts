/** What a collection of test feeds says should be read of each document. */
import { existsSync, readFileSync } from 'node:fs';
import { fromAssertions } from './feedparser.ts';
import {
  compact,
  enclosuresOf,
  type Json,
  type Known,
  type KnownFeed,
  type KnownItem,
  listOf,
  objectOf,
  objectsOf,
  stringOf,
  tagsOf,
  textIn,
} from './values.ts';

/** A line of the collection's manifest. */
export interface Listed {
  readonly file: string;
  readonly repo: string;
  readonly role: string;
  readonly kind: string | null;
  readonly expected: string | null;
}
/** What is known of a document with that text, or undefined. `root` is the collection's folder. */
export function knownOf(one: Listed, document: string, root: URL): Known | undefined {
  if (one.expected === null) return undefined;
  if (one.repo === 'kurtmckee/feedparser') return fromAssertions(one.expected);
  if (!one.expected.endsWith('.json')) return undefined;
  const file = new URL(`${one.repo.replace('/', '+')}/${one.expected}`, root);
  if (!existsSync(file)) return undefined;
  const json = JSON.parse(readFileSync(file, 'utf8')) as Json;
  const feed = objectOf(json['feed']) ?? json;
  const items = (feed['items'] ?? feed['entries']) as Json[] | undefined;
  if (one.repo === 'rbren/rss-parser') {
    return {
      feed: fromRssParserFeed(feed),
      items: (items ?? []).map((item) => fromRssParser(item, document)),
      isWhole: true,
    };
  }
  return {
    feed: fromParserFeed(feed),
    items: (items ?? []).map(fromParser),
    isWhole: items !== undefined,
  };
}

/** Whether tags stand unescaped in a body. */
const nakedMarkup = /<(?:description|content)(?:\s[^<>]*)?>[^<]*<(?!!\[CDATA\[|\/)/;

/**
 * rss-parser's results: `content` is the description, or Atom's content. Unescaped markup it makes
 * anew out of objects (xml2js), which keeps every character but puts the text before the tags; of
 * markup that begins with text it keeps that text alone, so there the content is not known. `EMPTY`
 * stands for an empty element under an option that one of its tests sets.
 */
function fromRssParser(item: Json, document: string): KnownItem {
  const full = item['content:encoded'];
  const content = stringOf(full ?? item['content']);
  const isRebuilt = nakedMarkup.test(document);
  const isKnown = content !== 'EMPTY' && !(isRebuilt && !/^\s*</.test(content ?? ''));
  return compact({
    id: stringOf(item['guid'] ?? item['id'] ?? item['rdf:about']),
    title: stringOf(item['title']),
    links: listOf(item['link']),
    date: stringOf(item['isoDate']),
    content: isKnown ? content : undefined,
    summary: full === undefined ? stringOf(item['summary']) : stringOf(item['content']),
    unordered: isRebuilt ? true : undefined,
    authors: listOf(item['creator'] ?? item['author']),
    tags: tagsOf(item['categories']),
    enclosures: listOf(objectOf(item['enclosure'])?.['url']),
    image: stringOf(objectOf(item['itunes'])?.['image']),
  });
}

function fromRssParserFeed(feed: Json): KnownFeed {
  return compact({
    title: stringOf(feed['title']),
    links: listOf(feed['link']),
    language: stringOf(feed['language']),
    description: stringOf(feed['description']),
  });
}

/**
 * gofeed's and feedsmith's results, which keep the names of the format. gofeed tells a lone date of
 * Dublin Core under both names.
 */
function fromParser(item: Json): KnownItem {
  const dc = objectOf(item['dc']) ?? objectOf(item['dcExt']) ?? {};
  const encoded = objectOf(item['content'])?.['encoded'];
  const content = textIn(encoded ?? item['content']) ?? stringOf(item['content_html']);
  const summary = textIn(item['description'] ?? item['summary']);
  const published = stringOf(
    item['publishedParsed'] ?? item['pubDate'] ?? item['published'] ?? item['date_published'],
  );
  const updated = stringOf(item['updatedParsed'] ?? item['updated'] ?? item['date_modified']);
  return compact({
    id: textIn(item['guid'] ?? item['id']),
    title: textIn(item['title']),
    links: linksOf(item),
    published,
    updated: updated === published ? undefined : updated,
    date: listOf(dc['dates'] ?? dc['date'])?.[0],
    content: content ?? stringOf(item['content_text']) ?? summary,
    summary,
    authors: authorsOf(item, dc),
    tags: tagsOf(item['categories'] ?? item['tags']),
    enclosures: enclosuresOf(item),
    image: textIn(item['image'] ?? item['banner_image']),
  });
}

function fromParserFeed(feed: Json): KnownFeed {
  return compact({
    title: textIn(feed['title']),
    links: linksOf({ ...feed, url: feed['home_page_url'] }),
    language: stringOf(feed['language']),
    description: textIn(feed['description'] ?? feed['subtitle']),
  });
}

/** Where RSS names several pages gofeed tells all, and takes the last; none is more right. */
function linksOf(item: Json): readonly string[] | undefined {
  const plain = listOf(item['links']);
  if (plain !== undefined) return plain;
  const alternate = objectsOf(item['links']).find(
    (one) => (one['rel'] ?? 'alternate') === 'alternate',
  );
  return listOf(item['link'] ?? alternate?.['href'] ?? item['url'] ?? item['external_url']);
}

/** The format's own author and the one of Dublin Core are both right where they differ. */
function authorsOf(item: Json, dc: Json): readonly string[] | undefined {
  const people = (item['authors'] ??
    (item['author'] === undefined ? [] : [item['author']])) as unknown[];
  const own = people
    .map((one) =>
      typeof one === 'string'
        ? one
        : (stringOf(objectOf(one)?.['name'] ?? objectOf(one)?.['email']) ?? ''),
    )
    .join(', ');
  const creators = listOf(dc['creators'] ?? dc['creator'])?.join(', ') ?? '';
  return listOf([own, creators].filter((names) => names !== ''));
}
