/** Feed readers side by side: what each makes of a document, in the same words. */
import { parseFeed as parseWithFeedParser } from '@rowanmanning/feed-parser';
import { parseFeed as parseWithFeedsmith } from 'feedsmith';
import RssParser from 'rss-parser';
import type { Draft } from '../../src/feed/draft.ts';
import { type FeedInput, parseFeed } from '../../src/feed/index.ts';
import { readXmlFeed } from '../../src/feed/xml-feed.ts';
import { ArchiveError, type FeedEntry } from '../../src/model/index.ts';
import {
  compact,
  enclosuresOf,
  type Json,
  listOf,
  objectOf,
  objectsOf,
  stringOf,
  tagsOf,
  textIn,
} from './values.ts';

/** An item as a reader told it. */
export interface Item {
  readonly id?: string;
  readonly title?: string;
  readonly link?: string;
  readonly published?: string;
  readonly updated?: string;
  readonly content?: string;
  readonly summary?: string;
  readonly author?: string;
  readonly tags?: readonly string[];
  readonly enclosures?: readonly string[];
  readonly image?: string;
}
export interface Reading {
  readonly feed: {
    readonly title?: string;
    readonly link?: string;
    readonly language?: string;
    readonly description?: string;
  };
  readonly items: readonly Item[];
}
export interface Reader {
  readonly name: string;
  /** The document as the reader gives it, for its speed; throws what the reader throws. */
  readonly parse: (input: FeedInput) => unknown;
  /** The same in our words. */
  readonly read: (input: FeedInput) => Promise<Reading>;
}

const rssParser = new RssParser();

export const readers: readonly Reader[] = [
  { name: 'backissue', parse: parseFeed, read: async (input) => readOurs(input) },
  {
    name: 'feedsmith',
    parse: ({ text }) => parseWithFeedsmith(text),
    read: async ({ text }) => fromFeedsmith(objectOf(parseWithFeedsmith(text).feed) ?? {}),
  },
  {
    name: 'feed-parser',
    parse: ({ text }) => parseWithFeedParser(text).toJSON(),
    read: async ({ text }) => fromFeedParser(parseWithFeedParser(text).toJSON()),
  },
  {
    name: 'rss-parser',
    parse: ({ text }) => rssParser.parseString(text),
    read: async ({ text }) => fromRssParser((await rssParser.parseString(text)) as unknown as Json),
  },
];

/**
 * Our items before those without link are left out (what an archive cannot follow it does not list),
 * so that test documents without links count.
 */
function readOurs(input: FeedInput): Reading {
  const { url, entries, ...feed } = parseFeed(input);
  const isJson = input.text.trimStart().startsWith('{');
  const items: readonly (FeedEntry | Draft)[] = isJson ? entries : readXmlFeed(input).drafts;
  return {
    feed: compact({
      title: feed.title,
      link: url,
      language: feed.language,
      description: feed.description,
    }),
    items: items.map(ourItem),
  };
}

function ourItem(entry: FeedEntry | Draft): Item {
  return compact({
    id: entry.guid,
    title: entry.title,
    link: entry.url,
    published: entry.publishedAt,
    updated: entry.updatedAt,
    content: entry.contentHtml,
    summary: entry.summaryHtml,
    author: entry.authors.join(', '),
    tags: entry.tags,
    enclosures: entry.enclosures?.map((file) => file.url),
    image: entry.image,
  });
}

/** Whether our reader refused a document in the way it promises. */
export function isRefusal(error: unknown): boolean {
  return error instanceof ArchiveError && error.code === 'invalid';
}

function fromFeedsmith(feed: Json): Reading {
  const authors = objectsOf(feed['authors']);
  const items = objectsOf(feed['items'] ?? feed['entries']);
  return {
    feed: compact({
      title: textIn(feed['title']),
      link: stringOf(feed['link'] ?? feed['home_page_url']) ?? alternate(feed),
      language: stringOf(feed['language']),
      description: textIn(feed['description'] ?? feed['subtitle'] ?? feed['tagline']),
    }),
    items: items.map((item) => feedsmithItem(item, authors)),
  };
}

function feedsmithItem(item: Json, feedAuthors: readonly Json[]): Item {
  const inner = (key: string): Json => objectOf(item[key]) ?? {};
  const creators = listOf(inner('dc')['creators']);
  const authors = (item['authors'] ?? feedAuthors) as readonly unknown[];
  const summary = textIn(item['description'] ?? item['summary']);
  const subjects = listOf(inner('dc')['subjects']) ?? [];
  return compact({
    id: textIn(item['guid'] ?? item['id']) ?? stringOf(inner('rdf')['about']),
    title: textIn(item['title']),
    link:
      stringOf(item['link']) ?? alternate(item) ?? stringOf(item['url']) ?? textIn(item['guid']),
    published: publishedIn(item),
    updated: stringOf(item['updated'] ?? item['date_modified']),
    content:
      stringOf(inner('content')['encoded']) ??
      textIn(item['content'] ?? item['content_html'] ?? item['content_text']) ??
      summary,
    summary,
    author: (creators ?? authors.flatMap(personName)).join(', '),
    tags: [...(tagsOf(item['categories'] ?? item['tags']) ?? []).flat(), ...subjects],
    enclosures: enclosuresOf(item),
    image: stringOf(inner('itunes')['image'] ?? item['image'] ?? item['banner_image']),
  });
}

function publishedIn(item: Json): string | undefined {
  const told = item['pubDate'] ?? item['published'] ?? item['date_published'];
  return stringOf(told) ?? listOf(objectOf(item['dc'])?.['dates'])?.[0];
}

function personName(person: unknown): readonly string[] {
  const { name, email } = (objectOf(person) ?? {}) as Record<string, unknown>;
  return listOf(stringOf(person) ?? name ?? email) ?? [];
}

function alternate(element: Json): string | undefined {
  const link = objectsOf(element['links']).find(
    (one) => (one['rel'] ?? 'alternate') === 'alternate',
  );
  return stringOf(link?.['href']);
}

type FeedParserFeed = ReturnType<ReturnType<typeof parseWithFeedParser>['toJSON']>;

function fromFeedParser(feed: FeedParserFeed): Reading {
  return {
    feed: compact({
      title: feed.title ?? undefined,
      link: feed.url ?? undefined,
      language: feed.language ?? undefined,
      description: feed.description ?? undefined,
    }),
    items: feed.items.map((item) =>
      compact({
        id: item.id ?? undefined,
        title: item.title ?? undefined,
        link: item.url ?? undefined,
        published: item.published ?? undefined,
        updated: item.updated ?? undefined,
        content: item.content ?? item.description ?? undefined,
        summary: item.description ?? undefined,
        author: item.authors.map((one) => one.name ?? one.email ?? '').join(', '),
        tags: item.categories.flatMap((one) => [one.label ?? '', one.term]),
        enclosures: item.media.map((one) => one.url),
        image: item.image?.url,
      }),
    ),
  };
}

function fromRssParser(feed: Json): Reading {
  return {
    feed: compact({
      title: stringOf(feed['title']),
      link: stringOf(feed['link']),
      language: stringOf(feed['language']),
      description: stringOf(feed['description']),
    }),
    items: objectsOf(feed['items']).map((item) => {
      const full = stringOf(item['content:encoded']);
      const content = stringOf(item['content']);
      return compact({
        id: stringOf(item['guid'] ?? item['id'] ?? item['rdf:about']),
        title: stringOf(item['title']),
        link: stringOf(item['link']),
        published: stringOf(item['isoDate']),
        updated: stringOf(item['isoDate']),
        content: full ?? content ?? stringOf(item['summary']),
        summary: full === undefined ? stringOf(item['summary']) : content,
        author: stringOf(item['creator'] ?? item['author']),
        tags: tagsOf(item['categories'])?.flat(),
        enclosures: listOf(objectOf(item['enclosure'])?.['url']),
        image: stringOf(objectOf(item['itunes'])?.['image']),
      });
    }),
  };
}
