import { describe, expect, it } from 'vitest';
import { pageLinks } from '../html/index.ts';
import type { Url } from '../model/index.ts';
import {
  discoverFeeds,
  homePages,
  isSameLanguage,
  platformFeeds,
  rankFeeds,
  roleOf,
  sitemapsInRobots,
} from './index.ts';
import { domainOf, isSameSite } from './same-site.ts';

const at = (address: string): Url => address as Url;

describe('the feeds of a platform', () => {
  it.each([
    [
      'https://www.youtube.com/channel/UCabcdefghijklmnopqrstuv',
      'https://www.youtube.com/feeds/videos.xml?channel_id=UCabcdefghijklmnopqrstuv',
    ],
    ['https://old.reddit.com/r/news/', 'https://www.reddit.com/r/news/.rss'],
    ['https://github.com/someone/something', 'https://github.com/someone/something/releases.atom'],
    ['https://github.com/someone', 'https://github.com/someone.atom'],
    ['https://medium.com/@someone/a-story-123', 'https://medium.com/feed/@someone'],
    ['https://someone.substack.com/p/story', 'https://someone.substack.com/feed'],
    [
      'https://someone.blogspot.com/2026/11/story.html',
      'https://someone.blogspot.com/feeds/posts/default',
    ],
    ['https://social.gazette.example/@desk', 'https://social.gazette.example/@desk.rss'],
  ])('%s is told by its rule', (page, feed) => {
    expect(platformFeeds(at(page))).toEqual([feed]);
  });

  it('are told by what a page calls itself, and for other sites by none', () => {
    const handle = at('https://www.youtube.com/@gazette/videos');
    expect(platformFeeds(handle)).toEqual([]);
    const canonical = at('https://www.youtube.com/channel/UCabcdefghijklmnopqrstuv');
    expect(platformFeeds(handle, canonical)).toHaveLength(1);
    expect(platformFeeds(at('https://gazette.example/world/'))).toEqual([]);
  });
});

describe('the role of a page', () => {
  it.each([
    ['https://gazette.example/', 'front'],
    ['https://gazette.example/en-gb/', 'front'],
    ['https://gazette.example/index.html', 'front'],
    ['https://gazette.example/world/', 'section'],
    ['https://gazette.example/world/2026/11/24/ferry', 'article'],
    ['https://gazette.example/story.php?id=77', 'article'],
  ])('%s is a %s', (page, role) => {
    expect(roleOf(at(page))).toBe(role);
  });
});

describe('ranking feeds', () => {
  const ranked = (links: string, url: string, language = 'en') => {
    const text = `<head>${links}</head>`;
    const page = { url: at(url), language, role: roleOf(at(url)) };
    return rankFeeds(discoverFeeds({ url: at(url), text }), page).map(
      (feed) => new URL(feed.url).pathname,
    );
  };
  const link = (href: string, title = '', type = 'application/rss+xml') =>
    `<link rel="alternate" type="${type}" title="${title}" href="${href}">`;

  it('leaves out comments, and for an article what lies below it', () => {
    const links = link('/2026/11/24/ferry/feed') + link('/comments/feed') + link('/feed');
    expect(ranked(links, 'https://gazette.example/2026/11/24/ferry/')).toEqual(['/feed']);
  });

  it('prefers a section’s own, told by folder or by name', () => {
    const links = link('/feed') + link('/rss/world.xml') + link('/rss/sport.xml');
    expect(ranked(links, 'https://gazette.example/world/')[0]).toBe('/rss/world.xml');
    expect(ranked(links, 'https://gazette.example/')[0]).toBe('/feed');
  });

  it('prefers the script of a Chinese page', () => {
    const links =
      link('/hans/feed', '简体中文') + link('/hant/feed', '繁體中文') + link('/en/feed');
    expect(ranked(links, 'https://gazette.example/', 'zh-HK')[0]).toBe('/hant/feed');
    expect(ranked(links, 'https://gazette.example/', 'zh-CN')[0]).toBe('/hans/feed');
  });
});

describe('languages', () => {
  it('are the same by script for Chinese, by their first part for others', () => {
    expect(isSameLanguage('zh-TW', 'zh-Hant')).toBe(true);
    expect(isSameLanguage('zh-TW', 'zh-CN')).toBe(false);
    expect(isSameLanguage('zh', 'zh-CN')).toBe(true);
    expect(isSameLanguage('en-GB', 'en_us')).toBe(true);
    expect(isSameLanguage('', 'en')).toBeUndefined();
  });
});

describe('the front page of an outlet', () => {
  const url = at('https://news.gazette.example/jiangnan/culture/20261124.html');
  const homes = (html: string) => homePages(url, pageLinks(html, url).anchors);

  it('is what the page calls its home, then the nearest root, then that of its host', () => {
    const html = `<a href="/jiangnan/">江南</a><a href="/jiangnan/culture/">文化</a><a href="https://www.gazette.example/">首页</a>`;
    expect(homes(html)).toEqual([
      'https://www.gazette.example/',
      'https://news.gazette.example/jiangnan/',
      'https://news.gazette.example/',
    ]);
    expect(homes('<a href="https://other.example/">Home</a>')).toEqual([
      'https://news.gazette.example/',
    ]);
  });
});

describe('a robots.txt', () => {
  it('names its sitemaps, news first', () => {
    const text =
      'User-agent: *\r\nSitemap: /all.xml\r\nsitemap: https://gazette.example/news.xml\nSitemap: ftp://x/';
    expect(sitemapsInRobots(text, at('https://gazette.example/robots.txt'))).toEqual([
      'https://gazette.example/news.xml',
      'https://gazette.example/all.xml',
    ]);
  });
});

describe('the site of an outlet', () => {
  it('is its domain for articles, but not that of a host shared by strangers', () => {
    const page = at('https://www.gazette.com.cn/');
    expect(domainOf(page)).toBe('gazette.com.cn');
    expect(isSameSite(at('https://sport.gazette.com.cn/2026/11/24/ferry'), page)).toBe(true);
    expect(isSameSite(at('https://sport.gazette.com.cn/'), page)).toBe(false);
    expect(isSameSite(at('https://other.com.cn/2026/11/24/ferry'), page)).toBe(false);
    const blog = at('https://one.substack.com/');
    expect(isSameSite(at('https://two.substack.com/p/2026/11/24/ferry'), blog)).toBe(false);
  });
});
