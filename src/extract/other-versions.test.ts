import { describe, expect, test } from 'vitest';
import type { Url } from '../model/index.ts';
import {
  type Extraction,
  extractArticle,
  extractorOf,
  isFullerVersion,
  isOfVersion,
  toldByVersion,
} from './index.ts';

const story = 'https://www.gazette.example/2024/03/harbour-bridge-opens-812345' as Url;
const words = (count: number) =>
  `<p>${'The report says that the harbour bridge is open, and that ferries wait. '.repeat(count)}</p>`;
const told = '<meta property="og:type" content="article">';

function page(options: { head?: string; body?: string; links?: string; title?: string } = {}) {
  const { head = told, body = words(8), links = '', title = 'Harbour bridge opens' } = options;
  return `<html lang="en"><head><title>${title}</title>${head}</head><body><article><h1>${title}</h1>${body}</article>${links}</body></html>`;
}
const read = (options: Parameters<typeof page>[0], url: string = story): Extraction =>
  extractArticle({ html: page(options), url: url as Url });
const versions = (options: Parameters<typeof page>[0], url?: string) => read(options, url).versions;

describe('another version of an article is found', () => {
  test.each([
    ['at its own address', '/amp/harbour-bridge-opens-812345'],
    ['by a query', '?amp=1'],
    ['on a host of its own', 'https://amp.gazette.example/2024/03/harbour-bridge-opens-812345'],
  ])('in AMP %s', (_, href) => {
    const head = `${told}<link rel="amphtml" href="${href}">`;
    expect(versions({ head })).toEqual({ amp: new URL(href, story).href });
  });

  test('for print by the head', () => {
    const head = `${told}<link rel="alternate" media="print" href="/p/77">`;
    expect(versions({ head })).toEqual({ print: 'https://www.gazette.example/p/77' });
  });

  test.each([
    ['Print this', '?print=1'],
    ['Print this article', '/print/812345'],
    ['打印', '/print.php?id=812345'],
    ['打印本页', '/2024/03/harbour-bridge-opens-812345?print=1'],
    ['列印', '/news/print/812345'],
    ['印刷用ページ', '/2024/03/harbour-bridge-opens-812345/print/'],
    ['Druckversion', '/2024/03/harbour-bridge-opens-812345-druck.html'],
    ['Imprimer', '/imprimer/812345'],
    ['Imprimir', '/imprimir/harbour-bridge-opens-812345'],
    ['Версия для печати', '/2024/03/harbour-bridge-opens-812345?print=y'],
    ['', 'https://gazette.example/print/812345'],
    ['<i title="no words"></i>»', '/print/812345'],
  ])('for print by its words and address: %s %s', (label, href) => {
    const links = `<div class="tools"><a href="${href}">${label}</a></div>`;
    expect(versions({ links })?.print).toBe(new URL(href, story).href);
  });

  test('on a page that tells an article and has no word of it', () => {
    const head = `${told}<link rel="amphtml" href="?amp=1">`;
    expect(read({ head, body: '' })).toMatchObject({
      article: { text: '' },
      versions: { amp: `${story}?amp=1` },
    });
  });
});

describe('no other version is', () => {
  const amp = (href: string) => `${told}<link rel="amphtml" href="${href}">`;
  test.each([
    ['an AMP page of another site', { head: amp('https://other.example/amp/812345') }],
    ['the page itself', { head: amp('#top') }],
    ['the front page', { head: amp('/') }],
    [
      'a style sheet for print',
      {
        head: `${told}<link rel="alternate stylesheet" media="print" href="/p.css"><link rel="stylesheet" media="print" href="/q.css">`,
      },
    ],
    ['a script', { links: '<a href="javascript:window.print()">Print</a>' }],
    ['the print page of another story', { links: '<a href="/print/99">Print</a>' }],
    ['a link on another host', { links: '<a href="https://x.example/print/812345">Print</a>' }],
    ['a picture for print', { links: '<a href="/img/812345_print.jpg">Print</a>' }],
    ['a story about print', { links: '<a href="/print/812345">Why print is back</a>' }],
    [
      'a long story about print',
      { links: '<a href="/print/812345">Why print is back in all towns of the north</a>' },
    ],
    [
      'a story whose words are others than its title',
      { links: '<a href="/print/812345" title="Print">Ferries wait</a>' },
    ],
    ['what a page that is no article names', { head: amp('?amp=1').slice(told.length), body: '' }],
  ])('%s', (_, options) => {
    expect(versions(options)).toBeUndefined();
  });
});

describe('a version is fuller', () => {
  const own = read({ body: words(2) });
  test.each<[string, Parameters<typeof page>[0], boolean]>([
    ['where it tells the same title and much more text', {}, true],
    ['not where it tells another title', { title: 'Ferries wait in the snow again' }, false],
    ['not where it tells hardly more', { body: words(3) }, false],
    ['not where it is closed', { body: `${words(8)}<p>Subscribe to continue reading</p>` }, false],
  ])('%s', (_, options, isFuller) => {
    expect(isFullerVersion(own, read(options, `${story}?amp=1`))).toBe(isFuller);
  });

  test('not where it is a mere teaser too', () => {
    const none = read({ body: '' });
    expect(isFullerVersion(none, read({ body: words(4) }))).toBe(false);
  });

  test('and gives its words, all else being told by the page, and by the extractor’s name', () => {
    const version = read({ title: 'Harbour bridge opens - print' }, `${story}?print=1`);
    const both = toldByVersion(own, version, 'print');
    expect(both.article).toMatchObject({
      url: own.article.url,
      title: 'Harbour bridge opens',
      text: version.article.text,
    });
    expect(extractorOf(both)).toBe('backissue@1+print');
    expect(isOfVersion(extractorOf(both))).toBe(true);
    expect(isOfVersion(extractorOf(own))).toBe(false);
  });

  test('and is named by rules where its own words came by them, not those it replaces', () => {
    const ruled = { ...own, byRules: '1a2b3c4d' };
    const version = read({}, `${story}?print=1`);
    expect(extractorOf(toldByVersion(ruled, version, 'print'))).toBe('backissue@1+print');
    const both = toldByVersion(own, { ...version, byRules: '1a2b3c4d' }, 'print');
    expect(extractorOf(both)).toBe('backissue@1+rules.1a2b3c4d+print');
  });
});

test('a page served as AMP keeps its pictures, with what is said of them', () => {
  const picture =
    '<div class="box"><amp-img src="/quay.jpg" width="640" height="360" layout="responsive" alt="Quay"></amp-img><div>The quay at seven.</div></div>';
  const { article, leadImage } = read({ body: `${picture}${words(8)}` });
  expect(article.images).toEqual([{ url: 'https://www.gazette.example/quay.jpg', alt: 'Quay' }]);
  expect(article.html).toContain('<figcaption>The quay at seven.</figcaption>');
  expect(leadImage).toBe('https://www.gazette.example/quay.jpg');
});

test('a page served as AMP has the address of its article', () => {
  const url = `https://amp.gazette.example/2024/03/harbour-bridge-opens-812345` as Url;
  const html = page({ head: `${told}<link rel="canonical" href="${story}">` }).replace(
    '<html',
    '<html amp',
  );
  expect(extractArticle({ html, url })).toMatchObject({
    article: { url: story },
    canonicalUrl: story,
  });
});
