import { expect, test } from 'vitest';
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
