import { describe, expect, it } from 'vitest';
import type { Url } from '../model/index.ts';
import { parseFeed, parseSitemapIndex } from './index.ts';

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
