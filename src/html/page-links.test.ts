import { describe, expect, it, test } from 'vitest';
import type { Url } from '../model/index.ts';
import { pageLinks } from './page-links.ts';

const base = 'https://paper.example/section/' as Url;

test('a page tells its canonical URL, feeds, anchors, title and language', () => {
  const page = `<!doctype html><html lang="zh-CN"><head><title>首页 &amp; 新闻</title>
    <base href="/root/"><base href="/other/">
    <link rel="canonical" href="https://paper.example/section">
    <link rel="alternate" type="application/rss+xml; charset=utf-8" title="全部" href="feed.xml">
    <link rel="alternate stylesheet" href="x.css">
    </head><body><svg><title>logo</title></svg>
    <nav><a href="/about">关于</a></nav>
    <main><a href="1.html" rel="Bookmark"><h2>第一</h2><p>摘要</p></a>
    <a href="2.html"><img src="x.jpg" alt="第二"></a><a href="#top">top</a>
    <a href="javascript:x()">no</a><a href="mailto:a@b.example">mail</a></main></body></html>`;
  expect(pageLinks(page, base)).toEqual({
    base: 'https://paper.example/root/',
    canonical: 'https://paper.example/section',
    alternates: [
      {
        href: 'https://paper.example/root/feed.xml',
        type: 'application/rss+xml',
        title: '全部',
      },
    ],
    anchors: [
      { href: 'https://paper.example/about', text: '关于', rel: '', inNav: true },
      {
        href: 'https://paper.example/root/1.html',
        text: '第一 摘要',
        rel: 'bookmark',
        inNav: false,
        heading: '第一',
      },
      { href: 'https://paper.example/root/2.html', text: '第二', rel: '', inNav: false },
      { href: 'https://paper.example/root/#top', text: 'top', rel: '', inNav: false },
    ],
    title: '首页 & 新闻',
    lang: 'zh-CN',
  });
});

test('a refresh is told, but not one for readers without scripts', () => {
  const refresh = `<meta http-equiv="Refresh" content="0; URL='/new'">`;
  expect(pageLinks(refresh, base).metaRefresh).toBe('https://paper.example/new');
  expect(pageLinks(`<noscript>${refresh}</noscript>`, base).metaRefresh).toBeUndefined();
});

test('a million anchors are cut off at 20,000', () => {
  expect(pageLinks('<a href=/x>y'.repeat(400_000), base).anchors).toHaveLength(20_000);
});

describe('a link', () => {
  const links = (html: string) => pageLinks(html, base).anchors;

  it('has the heading in it or around it, without section, summary, date and counter', () => {
    const html = `<a href="1"><span class="kicker">Town</span><h3>The ferry is late</h3><p>It rained.</p></a>
      <h2><a href="2"><em class="badge">Live</em> Storm nears <span class="count">12</span></a></h2>`;
    expect(links(html)).toMatchObject([
      { text: 'Town The ferry is late It rained.', heading: 'The ferry is late' },
      { text: 'Live Storm nears 12', heading: 'Storm nears', plain: 'Storm nears' },
    ]);
  });

  it('has the heading and the date that stand with it alone', () => {
    const html = `<ul><li><h3><i>Ferry</i><br>late</h3> <a href="1">Read more</a> <time datetime="2026-11-24T08:00:00Z">today</time></li>
      <li><a href="2">码头开放</a><span>2026年11月23日</span></li></ul>
      <div><a href="3">One</a> 2026-11-22<br><a href="4">Two</a> 22 November 2026</div>
      <p><a href="5">A</a> <a href="6">B</a> 2026-11-20</p>
      <p><a href="7">Both</a> 2026-11-20, changed <b>2026-11-21</b></p>`;
    expect(links(html).map(({ near, date }) => [near, date])).toEqual([
      ['Ferry late', '2026-11-24T08:00:00Z'],
      [undefined, '2026年11月23'],
      [undefined, '2026-11-22'],
      [undefined, '22 November 2026'],
      [undefined, undefined],
      [undefined, undefined],
      [undefined, undefined],
    ]);
  });

  it('tells its title, and whether it stands in a menu or in navigation', () => {
    const html = `<a href="1" title="The whole headline">The whole…</a>
      <div class="top-menu"><a href="2">World</a></div><div role="navigation"><a href="3">Town</a></div>
      <article><header><a href="4">In the header of a card</a></header></article>`;
    expect(links(html)).toMatchObject([
      { label: 'The whole headline' },
      { aside: true, inNav: false },
      { inNav: true },
      { inNav: false },
    ]);
  });
});

test('a frameset names its documents, a head its sitemap and the languages of its feeds', () => {
  const page = `<link rel="sitemap" href="/map.xml"><link rel="alternate" type="application/atom+xml" hreflang="zh-Hant" href="/f">
    <frameset><frame src="menu.html"><frame src="main.html"></frameset>`;
  expect(pageLinks(page, base)).toMatchObject({
    sitemap: 'https://paper.example/map.xml',
    alternates: [{ language: 'zh-Hant' }],
    frames: ['https://paper.example/section/menu.html', 'https://paper.example/section/main.html'],
  });
});
