import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { decodeText, sanitizeArticleHtml } from '../html/index.ts';
import type { Url } from '../model/index.ts';
import { type Extraction, extractArticle } from './index.ts';

function page(name: string, url = `https://courier.example/news/${name}`): Extraction {
  const html = readFileSync(new URL(`testdata/${name}.html`, import.meta.url), 'utf8');
  return extractArticle({ html, url: url as Url });
}

describe('an English page', () => {
  const { article, cut, kind, canonicalUrl, paywalled } = page('english-page');

  test('tells title, authors, site, section, language and dates', () => {
    expect(article).toMatchObject({
      url: 'https://courier.example/news/harbour-bridge?utm=none',
      title: 'Harbour bridge reopens after eleven months',
      authors: ['Ada Quill', 'Tom Inkwell'],
      site: 'The Loopback Courier',
      section: 'City',
      language: 'en',
      publishedAt: '2024-03-05T08:30:00.000Z',
      modifiedAt: '2024-03-05T10:00:00.000Z',
    });
    expect({ kind, canonicalUrl, paywalled }).toEqual({
      kind: 'article',
      canonicalUrl: article.url,
      paywalled: false,
    });
  });

  test('gives the body, sanitised, with the real file of its lazy picture', () => {
    expect(article.text.split('\n').filter((line) => line.length > 100)).toHaveLength(5);
    expect(article.text).toContain('What was repaired');
    expect(article.images).toEqual([
      { url: 'https://courier.example/img/bridge.jpg', alt: 'The bridge at dawn' },
    ]);
    expect(sanitizeArticleHtml(article.html, article.url)).toBe(article.html);
  });

  test('has no furniture left, and says what was cut', () => {
    expect(article.text).not.toMatch(/cookies|newsletter|Share this|Ferry|©/);
    expect(cut.every((block) => block.reason !== '' && block.text.length <= 200)).toBe(true);
  });
});

describe('a Chinese page in GBK whose server says UTF-8', () => {
  const utf8 = readFileSync(new URL('testdata/chinese-page.html', import.meta.url), 'utf8');
  const { text } = decodeText(iconv.encode(utf8, 'gbk'), {
    kind: 'html',
    contentType: 'text/html; charset=utf-8',
  });
  const { article, cut } = extractArticle({ html: text, url: 'https://loop.example/a/9' as Url });

  test('tells title without the site, reporters, the date in the page, the script', () => {
    expect(article).toMatchObject({
      title: '港口大桥时隔十一个月重新通车',
      authors: ['林墨', '何笔'],
      site: '环路新闻网',
      language: 'zh-Hans',
      publishedAt: '2023-09-05T10:20:00.000Z',
    });
  });

  test('gives five paragraphs without indents, share bar and related links', () => {
    const lines = article.text.split('\n').filter((line) => line.length > 40);
    expect(lines).toHaveLength(5);
    expect(article.text).not.toMatch(/分享|相关阅读|轮渡|首页/);
    expect(cut).toContainEqual({ reason: 'share bar', text: '分享到：微博QQ' });
    expect(cut).toContainEqual({ reason: 'related links', text: '相关阅读：' });
  });
});

test.each([
  ['a list of links is an index', 'index-page', 'https://courier.example/', 'index'],
  [
    'a page that asks for a human is a captcha',
    'captcha-page',
    'https://courier.example/1',
    'captcha',
  ],
  [
    'a page that asks for a password is a login',
    'login-page',
    'https://courier.example/1',
    'login',
  ],
])('%s', (_, name, url, kind) => {
  expect(page(name, url).kind).toBe(kind);
});

const prose =
  `<p>${'The council met, and it decided, after a long debate, to wait. '.repeat(8)}</p>`.repeat(4);

test.each([
  ['a live page', '"@type":"LiveBlogPosting","headline":"Live"', 'live'],
  ['a video page', '"@type":"VideoObject","name":"Clip"', 'video'],
])('%s is told by its data', (_, facts, kind) => {
  const body = kind === 'video' ? '<p>Watch the clip.</p>' : prose;
  const html = `<script type="application/ld+json">{${facts}}</script><body><h1>x</h1>${body}`;
  expect(extractArticle({ html, url: 'https://a.example/1' as Url }).kind).toBe(kind);
});

test('a page that shows only its beginning is paywalled', () => {
  const locked = `<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":"False"}</script>${prose}`;
  expect(extractArticle({ html: locked, url: 'https://a.example/1' as Url }).paywalled).toBe(true);
  const asked = `${prose}<p>Subscribe to continue reading this article.</p>`;
  expect(extractArticle({ html: asked, url: 'https://a.example/1' as Url }).paywalled).toBe(true);
});

test.each([
  ['another site', 'https://evil.example.net/x', undefined],
  ['the front page', 'https://www.a.example/', undefined],
  ['a script', 'javascript:alert(1)', undefined],
  ['another host of the same site', 'https://m.a.example/x#top', 'https://m.a.example/x'],
  ['a relative path', '/y', 'https://www.a.example/y'],
])('canonical: %s', (_, href, url) => {
  const html = `<link rel=canonical href="${href}">${prose}`;
  const { canonicalUrl } = extractArticle({ html, url: 'https://www.a.example/x?id=1' as Url });
  expect(canonicalUrl).toBe(url);
});

test('a page without html and body elements is read', () => {
  const { article, cut } = extractArticle({ html: prose, url: 'https://a.example/1' as Url });
  expect(article.text.split('\n')).toHaveLength(4);
  expect(cut).toEqual([]);
});

describe('hostile pages end in an extraction', () => {
  test.each([
    ['nothing', ''],
    ['one NUL', '\0'],
    ['100,000 nested divisions', '<div>'.repeat(100_000)],
    ['too many elements', '<p>Some words, and more of them.</p>'.repeat(40_000)],
    ['ten megabytes', `<p>${'words, and '.repeat(900_000)}</p>`],
    [
      'JSON-LD nested without end',
      `<script type="application/ld+json">${'['.repeat(200_000)}</script>`,
    ],
    [
      'a title of a megabyte',
      `<title>${'a | '.repeat(300_000)}</title><h1>${'x '.repeat(300_000)}</h1>`,
    ],
    ['open comments', '<!--'.repeat(100_000)],
    ['frames', '<html><frameset><frame src=x></frameset></html>'],
  ])(
    '%s',
    (_, html) => {
      const { article } = extractArticle({ html, url: 'https://a.example/1' as Url });
      expect(typeof article.text).toBe('string');
    },
    20_000,
  );

  test('any soup of tags', () => {
    const tag = fc.constantFrom(
      ...'<html> <body> </body> <head> <title> <p>text</p> <div> </div> <table> <td> <h1>t</h1> <br> <svg> </svg> <template> <a href=x>y</a> <noscript> <img data-src=z> <select> <time datetime=2024-01-01> <form> </form> <frameset>'.split(
        / (?=<)/,
      ),
      prose,
    );
    fc.assert(
      fc.property(fc.array(tag, { maxLength: 25 }), (tags) => {
        const { article } = extractArticle({
          html: tags.join(''),
          url: 'https://a.example/1' as Url,
        });
        expect(sanitizeArticleHtml(article.html, article.url)).toBe(article.html);
      }),
      { numRuns: 150 },
    );
  });
});
