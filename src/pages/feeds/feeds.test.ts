import { parseFeed as parseWithFeedParser } from '@rowanmanning/feed-parser';
import fc from 'fast-check';
import { parseFeed as parseWithFeedsmith } from 'feedsmith';
import RssParser from 'rss-parser';
import { describe, expect, it } from 'vitest';
import { parseFeed } from '../../feed/index.ts';
import type { Instant, Url } from '../../model/index.ts';
import { articlesFeed, type Feed, type FeedItem, hitsFeed, writeFeed } from '../index.ts';
import { sampleContext } from '../testing/context.ts';
import { pierArticle } from '../testing/pier-article.ts';
import { feedLine, feedText } from './feed-text.ts';

/** What every reader is to find in an entry. */
interface Told {
  readonly id: unknown;
  readonly title: unknown;
  readonly authors: unknown;
  readonly html: unknown;
  readonly published: unknown;
}

const item: FeedItem = {
  id: 'urn:backissue:article:a1',
  title: 'Ferries return',
  href: 'https://archive.test/article/a1',
  original: 'https://ferry.example/a?b=1&c=2' as Url,
  authors: ['Marian Oake'],
  language: 'en',
  outlet: { title: 'The Ferry Times', url: 'https://ferry.example/feed.xml' as Url },
  publishedAt: '2026-11-24T08:00:00.000Z' as Instant,
  updatedAt: '2026-11-24T09:30:00.000Z' as Instant,
  summary: 'The first boat left.',
  html: '<p>The first boat left.</p>',
  tags: ['City'],
};

const feedOf = (...items: FeedItem[]): Feed => ({
  title: 'The Harbour Record',
  language: 'en',
  self: 'https://archive.test/feed',
  page: 'https://archive.test/',
  updatedAt: '2026-11-24T09:30:00.000Z' as Instant,
  items,
});

const told = (one: FeedItem): Told => ({
  id: one.id,
  title: feedLine(one.title),
  authors: one.authors.map(feedLine),
  html: feedText(one.html),
  published: one.publishedAt,
});

const decodedOnceMore = (one: FeedItem): Told => ({
  ...told(one),
  title: decoded(feedLine(one.title)),
  authors: one.authors.map((author) => decoded(feedLine(author))),
  html: decoded(feedText(one.html)),
});

const characters = { amp: '&', lt: '<', gt: '>', '#60': '<' } as const;
const decoded = (text: string) =>
  text.replace(/&(amp|lt|gt|#60);/g, (_, name: keyof typeof characters) => characters[name]);

const rssParser = new RssParser<object, { creators?: string[] }>({
  customFields: { item: [['dc:creator', 'creators', { keepArray: true }]] },
});

/** A reader of others: its name, and what it tells of the entries of a document. */
type Reading = readonly [name: string, read: (document: string) => Promise<Told[]>];

const iso = (date: unknown) => new Date(String(date)).toISOString();

const feedsmith: Reading = [
  'feedsmith',
  async (document) => {
    const { format, feed } = parseWithFeedsmith(document);
    if (format === 'atom') {
      return (feed.entries ?? []).map((one) => ({
        id: one.id,
        title: text(one.title),
        authors: one.authors?.map(({ name }) => name),
        html: text(one.content),
        published: iso(one.published),
      }));
    }
    if (format === 'rss') {
      return (feed.items ?? []).map((one) => ({
        id: one.guid?.value,
        title: one.title,
        authors: one.dc?.creators,
        html: one.content?.encoded,
        published: iso(one.pubDate),
      }));
    }
    if (format !== 'json') return [];
    return (feed.items ?? []).map((one) => ({
      id: one.id,
      title: one.title,
      authors: one.authors?.map(({ name }) => name),
      html: one.content_html,
      published: iso(one.date_published),
    }));
  },
];

const text = (construct: unknown): unknown =>
  typeof construct === 'object' && construct !== null && 'value' in construct
    ? construct.value
    : construct;

const rssParserReading: Reading = [
  'rss-parser',
  async (document) => {
    const { items } = await rssParser.parseString(document);
    return items.map((one) => ({
      id: one.guid ?? (one as { id?: string }).id,
      title: one.title,
      authors: one.creators ?? [(one as { author?: string }).author],
      html: (one as { 'content:encoded'?: string })['content:encoded'] ?? one.content,
      published: iso(one.isoDate),
    }));
  },
];

/** It decodes entities once more than was encoded, whatever the format; so its content is compared with
 * what that makes of it. */
const feedParser: Reading = [
  '@rowanmanning/feed-parser',
  async (document) =>
    parseWithFeedParser(document).items.map((one) => ({
      id: one.id,
      title: one.title,
      authors: one.authors.map(({ name }) => name),
      html: one.content,
      published: one.published?.toISOString(),
    })),
];

/** It takes titles and names for HTML, as most feeds mean them, and brings them into NFC. */
const own: Reading = [
  'our own reader',
  async (document) =>
    parseFeed({ url: 'https://archive.test/feed' as Url, text: document }).entries.map((one) => ({
      id: one.guid,
      title: one.title,
      authors: one.authors,
      html: one.contentHtml,
      published: one.publishedAt,
    })),
];

const xmlReaders = [feedsmith, rssParserReading, feedParser, own];
const ownLine = (text: string) => decoded(feedLine(text)).normalize('NFC');

/** What readers make of an entry that do not take it as it is. */
const readAs: Readonly<Record<string, (one: FeedItem) => Told>> = {
  [feedParser[0]]: decodedOnceMore,
  [own[0]]: (one) => ({
    ...told(one),
    title: ownLine(one.title),
    authors: one.authors.map((author) => ownLine(author)),
  }),
};

// The other two read no JSON Feed.
const cases = [
  ...xmlReaders.map(([name, read]) => ['atom', name, read] as const),
  ...xmlReaders.map(([name, read]) => ['rss', name, read] as const),
  ...[feedsmith, own].map(([name, read]) => ['json', name, read] as const),
];

describe.each(cases)('a feed as %s, read back by %s', (format, name, read) => {
  const expected = readAs[name] ?? told;

  it('tells every entry as it is', async () => {
    const other = { ...item, id: 'urn:backissue:article:a2', title: '“先把桥修好再说”：南岸居民' };
    const found = await read(writeFeed(feedOf(item, other), format));
    expect(found).toEqual([item, other].map(expected));
  });

  it.each([
    'a ]]> b <![CDATA[ c ]]>',
    'AT&T “1 < 2” & that’s \'all\' "right"',
    '标点、全角　空格与😀𠮷',
    'controls \u0000\u0008\u001b\ufffe and a lone \ud800 half',
    'delete \u007f, next line \u0085 and the last of C1 \u009f',
    'an entity for text: &amp; &lt;b&gt; &#60;',
    'line\r\nbreaks\rand\ttabs',
    'עברית ו\u200fעוד',
  ])('brings back %j', async (hostile) => {
    const escaped = hostile.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    const one = { ...item, title: hostile, authors: [hostile], html: `<p>${escaped}</p>` };
    expect(await read(writeFeed(feedOf(one), format))).toEqual([expected(one)]);
  });

  it('brings back any title, author and text', async () => {
    await fc.assert(
      fc.asyncProperty(words, words, words, async (title, author, body) => {
        const one = { ...item, title, authors: [author], html: `<p>${escapedOf(body)}</p>` };
        expect(await read(writeFeed(feedOf(one), format))).toEqual([expected(one)]);
      }),
      { numRuns: 60 },
    );
  });
});

const escapedOf = (body: string) =>
  body.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
/** Something that can be read, with anything about it. */
const words = fc.string({ unit: 'binary', maxLength: 40 }).map((any) => `x${any}y`);

describe('a feed of articles', () => {
  const context = sampleContext();
  const { line, authors, section, canonicalUrl, html } = pierArticle;
  const article = { line, authors, ...(section && { section }), canonicalUrl, html };
  const place = {
    self: 'https://archive.test/feed.atom',
    page: 'https://archive.test/',
    absolute: (href: string) => `https://archive.test/${href}`,
  };
  const updatedAt = '2026-11-24T01:40:00.000Z' as Instant;
  const feed = articlesFeed(context, { articles: [{ ...article, updatedAt }] }, place);

  it('shows images from the archive alone, at absolute addresses', () => {
    const [{ html: body = '' } = {}] = feed.items;
    expect(body).toContain('<img src="https://archive.test/images/pier.png"');
    expect([...body.matchAll(/src="([^"]*)"/g)].map(([, src]) => src)).toHaveLength(1);
    expect(body).toContain('image-missing');
  });

  it('tells when an article was published, and when its words changed last', () => {
    const atom = writeFeed(feed, 'atom');
    expect(atom).toContain('<published>2026-11-23T22:40:00.000Z</published>');
    expect(atom).toContain(`<updated>${updatedAt}</updated>`);
    expect(writeFeed(feed, 'rss')).toContain(`<atom:updated>${updatedAt}</atom:updated>`);
    expect(JSON.parse(writeFeed(feed, 'json'))).toMatchObject({
      items: [{ date_modified: updatedAt, external_url: canonicalUrl, tags: ['City'] }],
    });
  });

  it('says the language of each article and nothing where it is not known', () => {
    expect(writeFeed(feed, 'atom')).toContain('<entry xml:lang="en">');
    const unknown = { ...feed, items: feed.items.map((one) => ({ ...one, language: 'und' })) };
    expect(writeFeed(unknown, 'atom')).toContain('<entry xml:lang="">');
    expect(writeFeed(unknown, 'rss')).not.toContain('dc:language');
  });

  it('of the hits of a saved search hold nothing that XML forbids', () => {
    const hits = [
      { line: { ...line, title: 'a\u0000b\u001b' }, snippetHtml: 'c\u0008<mark>d</mark>' },
    ];
    const search = { id: 's1', name: 'e\ufffe', savedAt: updatedAt, hits };
    const atom = writeFeed(hitsFeed(context, search, place), 'atom');
    expect(atom).toContain('<title>ab</title>');
    expect(atom).toContain('&lt;p&gt;c&lt;mark&gt;d&lt;/mark&gt;&lt;/p&gt;');
    expect(atom).not.toMatch(/[^\t\n\x20-\ud7ff\ue000-\ufffd]/);
  });

  it('runs nothing of a hostile article', () => {
    const hostile = '<p onclick="x()">a<script>x()</script><a href="javascript:x()">b</a></p>';
    const made = articlesFeed(
      context,
      { articles: [{ ...article, html: hostile, updatedAt }] },
      place,
    );
    expect(made.items[0]?.html).toBe('<p>a<span>b</span></p>');
  });
});
