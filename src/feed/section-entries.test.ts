import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Url } from '../model/index.ts';
import { discoverFeeds, learnShape, type ShapeMemory, sectionEntries } from './index.ts';
import { parseShapeMemory } from './shape-memory.ts';

const url = 'https://www.gazette.example/world/' as Url;

describe('feeds of a page', () => {
  it('are the declared ones first, comments last among them, then links that look like feeds', () => {
    const text = `<html><head>
      <link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed/">
      <link rel="alternate" type="application/rss+xml; charset=utf-8" title="Main" href="/feed/">
      <link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/1">
      <link rel="alternate" type="application/json+oembed" href="/oembed?url=x">
      <link rel="alternate" hreflang="fr" href="/fr/">
      <link rel="alternate" type="application/feed+json" href="/feed.json"></head>
      <body><a href="/about">About</a><a href="/feeds.html">Our feeds</a><a href="/feed/">again</a>
      <a href="/world/rss.xml">World</a><a href="/?feed=atom">x</a><a href="https://feedly.com/i/feed">Feedly</a>
      <a href="/xml/index.xml?rss">订阅</a><a href="/2026/01/feeding-ducks">Feeding the ducks</a></body></html>`;
    expect(discoverFeeds({ url, text })).toEqual([
      { url: 'https://www.gazette.example/feed/', title: 'Main', type: 'application/rss+xml' },
      { url: 'https://www.gazette.example/feed.json', title: '', type: 'application/feed+json' },
      {
        url: 'https://www.gazette.example/comments/feed/',
        title: 'Comments',
        type: 'application/rss+xml',
      },
      { url: 'https://www.gazette.example/world/rss.xml', title: 'World', type: '' },
      { url: 'https://www.gazette.example/?feed=atom', title: 'x', type: '' },
      { url: 'https://www.gazette.example/xml/index.xml?rss', title: '订阅', type: '' },
    ]);
  });
});

describe('a section page', () => {
  it('tells its articles, not its navigation', () => {
    const text = `<html lang="en"><head><title>World | Gazette</title></head><body>
      <nav><a href="/2026/01/05/in-the-navigation">An article in the navigation</a></nav>
      <a href="/2026/01/05/ferry"><img src="x.jpg" alt=""></a>
      <a href="/2026/01/05/ferry?utm_source=front">The ferry is late again</a>
      <a href="/2026/01/05/ferry">more</a>
      <a href="/world/harbour-gets-a-new-crane">Harbour gets a new crane</a>
      <a href="https://other.example/2026/01/05/elsewhere">An article that is elsewhere</a>
      <a href="/tag/harbour-news-of-today">All the harbour news</a>
      <a href="/world/">World news of the day</a>
      <a href="/about-us">About the gazette</a>
      <a href="/photo/2026/01/05/a.jpg">A picture of the ferry</a>
      <footer><a href="/terms-of-use-of-this-site">Terms of use of it</a></footer></body></html>`;
    expect(sectionEntries({ url, text })).toEqual({
      title: 'World | Gazette',
      language: 'en',
      entries: [
        {
          guid: 'https://www.gazette.example/2026/01/05/ferry',
          url: 'https://www.gazette.example/2026/01/05/ferry',
          title: 'The ferry is late again',
          authors: [],
          publishedAt: '2026-01-05T00:00:00.000Z',
        },
        {
          guid: 'https://www.gazette.example/world/harbour-gets-a-new-crane',
          url: 'https://www.gazette.example/world/harbour-gets-a-new-crane',
          title: 'Harbour gets a new crane',
          authors: [],
        },
      ],
      warnings: [],
    });
  });

  it('takes short Chinese headlines and addresses by number', () => {
    const text = `<a href="/cn/a-1234567.html">渡轮再次晚点</a><a href="/cn/b-1234568.html">更多</a>
      <a href="https://m.gazette.example/国际/20260105-渡轮">码头工人开始罢工</a>`;
    expect(sectionEntries({ url, text }).entries.map((entry) => entry.title)).toEqual([
      '渡轮再次晚点',
      '码头工人开始罢工',
    ]);
  });

  it('says so when it finds none', () => {
    expect(sectionEntries({ url, text: '<p>Nothing here</p>' }).warnings).toEqual([
      'The page links to nothing that looks like an article.',
    ]);
  });
});

describe('the section pages whose articles are known', () => {
  const folder = new URL('testdata/sections/', import.meta.url);
  const names = readdirSync(folder).filter((name) => name.endsWith('.html'));

  it.each(names)('%s tells its articles and nothing else', (name) => {
    const known = JSON.parse(
      readFileSync(new URL(name.replace('.html', '.json'), folder), 'utf8'),
    ) as { url: Url; articles: object[] };
    const text = readFileSync(new URL(name, folder), 'utf8');
    const { entries } = sectionEntries({ url: known.url, text });
    const told = entries.map(({ guid: _guid, authors: _authors, ...entry }) => entry);
    expect(told.sort(byUrl)).toEqual([...known.articles].sort(byUrl));
  });

  const byUrl = (one: object, other: object): number =>
    JSON.stringify(one).localeCompare(JSON.stringify(other));
});

describe('the memory of a section page', () => {
  const learned = (path: string, wasArticle: boolean, times: number, from?: ShapeMemory) => {
    let memory = from;
    for (let time = 0; time < times; time += 1) {
      memory = learnShape(memory, `https://www.gazette.example${path}${time}` as Url, wasArticle);
    }
    return memory;
  };
  const text = `<a href="/shop/100001">Buy the book of the harbour</a>
    <a href="/story/7"><img src="x.jpg"></a><a href="/story/8">Ferry</a>`;
  const told = (memory?: ShapeMemory) =>
    sectionEntries({ url, text }, memory).entries.map((entry) => new URL(entry.url).pathname);

  it('leaves out what never was an article, and takes what always was without a headline', () => {
    expect(told()).toEqual([]);
    const never = learned('/shop-', false, 3);
    const page = '<a href="/shop-100001">Buy the book of the harbour</a>';
    const count = (memory?: ShapeMemory) =>
      sectionEntries({ url, text: page }, memory).entries.length;
    expect([count(), count(learned('/shop-', false, 2)), count(never)]).toEqual([1, 1, 0]);
    expect(told(learned('/story/', true, 3))).toEqual(['/story/7', '/story/8']);
  });

  it('changes its mind when a site does', () => {
    const once = learned('/story/', false, 20);
    expect(told(learned('/story/', true, 40, once))).toEqual(['/story/7', '/story/8']);
  });

  it('stays small, survives JSON, and is the same for the same pages', () => {
    const pages = fc.array(fc.tuple(fc.webPath(), fc.boolean()), { maxLength: 120 });
    fc.assert(
      fc.property(pages, (seen) => {
        const learn = () =>
          seen.reduce<ShapeMemory | undefined>(
            (memory, [path, was]) =>
              learnShape(memory, `https://www.gazette.example/s${path}` as Url, was),
            undefined,
          );
        const json = JSON.stringify(learn());
        if (seen.length === 0) return;
        expect(json.length).toBeLessThanOrEqual(2000);
        expect(JSON.stringify(learn())).toBe(json);
        expect(parseShapeMemory(json)).toEqual(learn());
      }),
      { numRuns: 10 },
    );
  });

  it('that cannot be read is learned anew', () => {
    for (const bad of [undefined, '', '{', 'null', '{"v":2}', '{"v":1,"shapes":{"a":[1]}}']) {
      expect(parseShapeMemory(bad)).toBeUndefined();
    }
  });
});
