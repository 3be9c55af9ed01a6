import { describe, expect, it } from 'vitest';
import type { FeedEntry, Instant, Url } from '../model/index.ts';
import {
  documentKind,
  newestSitemaps,
  parseFeed,
  parseSitemapIndex,
  recentEntries,
} from './index.ts';

const url = 'https://gazette.example/sitemap.xml' as Url;

describe('a sitemap', () => {
  it('tells addresses and dates', () => {
    const text = `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc> https://gazette.example/a </loc><lastmod>2026-01-05</lastmod></url>
      <url><loc></loc></url></urlset>`;
    expect(parseFeed({ url, text })).toMatchObject({
      kind: 'sitemap',
      format: 'Sitemap',
      entries: [
        {
          guid: 'https://gazette.example/a',
          url: 'https://gazette.example/a',
          title: '',
          updatedAt: '2026-01-05T00:00:00.000Z',
        },
      ],
      warnings: ['item 2 has no link; it was left out.'],
    });
  });

  it('tells news with titles, dates and language', () => {
    const text = `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
      <url><loc>https://gazette.example/1</loc><image:image><image:loc>https://gazette.example/1.jpg</image:loc></image:image>
      <n:news><n:publication><n:name>海港日报</n:name><n:language>zh-cn</n:language></n:publication>
      <n:publication_date>2026-01-05T08:00:00+08:00</n:publication_date><n:title>渡轮 &amp;amp; 码头</n:title></n:news></url></urlset>`;
    expect(parseFeed({ url, text })).toMatchObject({
      format: 'News sitemap',
      title: '海港日报',
      language: 'zh-cn',
      entries: [
        {
          title: '渡轮 & 码头',
          url: 'https://gazette.example/1',
          publishedAt: '2026-01-05T00:00:00.000Z',
        },
      ],
    });
  });

  it('index lists sitemaps once each', () => {
    const entry = '<sitemap><loc>/a.xml</loc><lastmod>2026-01-05T00:00:00Z</lastmod></sitemap>';
    const text = `<sitemapindex>${entry}${entry}<sitemap><loc>ftp://x/</loc></sitemap></sitemapindex>`;
    expect(parseSitemapIndex({ url, text })).toEqual({
      sitemaps: [
        { url: 'https://gazette.example/a.xml', lastModified: '2026-01-05T00:00:00.000Z' },
      ],
      warnings: ['sitemap 2 has no address; it was left out.'],
    });
    expect(() => parseSitemapIndex({ url, text: '<rss/>' })).toThrow(/not a sitemap index/);
    expect(() => parseFeed({ url, text })).toThrow(/list of sitemaps/);
  });
});

describe('a sitemap as plain text', () => {
  it('tells one address a line', () => {
    const text = '\uFEFFhttps://gazette.example/a\r\n\r\nhttps://gazette.example/b\nnonsense\n';
    const { format, entries, warnings } = parseFeed({ url, text: text.replace('nonsense', '') });
    expect([format, entries.map((entry) => entry.url), warnings]).toEqual([
      'Text sitemap',
      ['https://gazette.example/a', 'https://gazette.example/b'],
      [],
    ]);
    expect(documentKind({ url, text })).not.toBe('sitemap');
    expect(documentKind({ url, text: 'https://gazette.example/ is where we are.' })).toBe(
      'unknown',
    );
  });
});

describe('a sitemap of 20,000 addresses', () => {
  it('gives its newest 10,000', () => {
    const items = Array.from({ length: 20_000 }, (_, index) => {
      const day = new Date(Date.UTC(1990, 0, index)).toISOString().slice(0, 10);
      return `<url><loc>https://gazette.example/${index}</loc><lastmod>${day}</lastmod></url>`;
    });
    const { entries, warnings } = parseFeed({ url, text: `<urlset>${items.join('')}</urlset>` });
    expect([entries.length, entries[0]?.url, warnings]).toEqual([
      10_000,
      'https://gazette.example/10000',
      ['The sitemap holds 20000 addresses; the newest 10000 were read.'],
    ]);
  });
});

describe('the sitemaps of an index', () => {
  const ordered = (names: readonly (string | readonly [string, string])[]) =>
    newestSitemaps(
      names.map((one) => {
        const [name, lastModified] = typeof one === 'string' ? [one] : one;
        const sitemap = { url: `https://gazette.example/${name}` as Url };
        return lastModified === undefined
          ? sitemap
          : { ...sitemap, lastModified: `${lastModified}T00:00:00.000Z` as Instant };
      }),
    ).map((sitemap) => sitemap.url.slice('https://gazette.example/'.length));

  it('are read news first, then by date, then by the month in their name', () => {
    expect(
      ordered([
        'old.xml',
        ['posts.xml', '2026-11-20'],
        ['more.xml', '2026-11-21'],
        'news-sitemap.xml',
      ]),
    ).toEqual(['news-sitemap.xml', 'more.xml', 'posts.xml', 'old.xml']);
    expect(ordered(['sitemap-2026-09.xml', 'sitemap-2026-11.xml', 'sitemap-2026-10.xml'])).toEqual([
      'sitemap-2026-11.xml',
      'sitemap-2026-10.xml',
      'sitemap-2026-09.xml',
    ]);
  });

  it('are not new for having been written anew', () => {
    expect(
      ordered([
        ['sitemap-2019-01.xml', '2026-11-24'],
        ['a.xml', '2026-11-20'],
      ]),
    ).toEqual(['a.xml', 'sitemap-2019-01.xml']);
  });

  it('are read from both ends where only numbers tell them apart', () => {
    expect(ordered(['s1.xml', 's2.xml', 's3.xml', 's10.xml'])).toEqual([
      's10.xml',
      's1.xml',
      's3.xml',
      's2.xml',
    ]);
  });

  it('of tags, images and authors are passed over, unless there are no others', () => {
    expect(ordered(['post-sitemap.xml', 'post_tag-sitemap.xml', 'author-sitemap.xml'])).toEqual([
      'post-sitemap.xml',
    ]);
    expect(ordered(['image-sitemap.xml'])).toEqual(['image-sitemap.xml']);
  });
});

describe('the entries of a sitemap', () => {
  const now = Date.UTC(2026, 10, 24);
  const entry = (path: string, daysAgo?: number): FeedEntry => {
    const address = `https://gazette.example/${path}` as Url;
    const bare = { guid: address, url: address, title: '', authors: [] };
    if (daysAgo === undefined) return bare;
    const updatedAt = new Date(now - daysAgo * 86_400_000).toISOString() as Instant;
    return { ...bare, updatedAt };
  };
  const many = (count: number, dated: (index: number) => number | undefined) =>
    Array.from({ length: count }, (_, index) => entry(`story-${100_000 + index}`, dated(index)));

  it('are those of the last days, of a long past', () => {
    const { entries, warnings } = recentEntries(
      many(5000, (index) => index / 10),
      { now },
    );
    expect(entries).toHaveLength(301);
    expect(warnings).toEqual([
      'The sitemap lists 5000 articles; 301 were taken, from the last 30 days and the newest.',
    ]);
  });

  it('are the newest 200 where the last days have fewer', () => {
    const { entries } = recentEntries(
      many(5000, (index) => index),
      { now },
    );
    expect([entries.length, entries.at(-1)?.url]).toEqual([
      200,
      'https://gazette.example/story-100199',
    ]);
  });

  it('are taken from both ends where no date tells the newest', () => {
    for (const dated of [() => undefined, () => 0]) {
      const { entries } = recentEntries(many(5000, dated), { now });
      expect([entries.length, entries[99]?.url, entries[100]?.url]).toEqual([
        200,
        'https://gazette.example/story-100099',
        'https://gazette.example/story-104900',
      ]);
    }
  });

  it('are no lists, tags and pictures', () => {
    const entries = ['tag/ferry', 'a.jpg', '', 'world/', '2026/11/24/ferry'].map((path) =>
      entry(path),
    );
    const told = recentEntries(entries, { now });
    expect(told.entries.map((one) => new URL(one.url).pathname)).toEqual([
      '/world/',
      '/2026/11/24/ferry',
    ]);
    expect(told.warnings).toEqual([
      '3 addresses are no articles by their shape; they were left out.',
    ]);
  });
});
