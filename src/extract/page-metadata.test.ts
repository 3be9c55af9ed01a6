import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Instant, Url } from '../model/index.ts';
import { type Extraction, extractArticle } from './index.ts';

const folder = new URL('testdata/metadata/', import.meta.url);
const pages = readdirSync(folder).filter((name) => name.endsWith('.html'));

interface Expected {
  readonly url: string;
  readonly capturedAt?: string;
  readonly article: object;
  readonly told: object;
}

test.each(pages)('%s tells what its JSON expects', (name) => {
  const read = (file: string): string => readFileSync(new URL(file, folder), 'utf8');
  const { url, capturedAt, article, told } = JSON.parse(
    read(name.replace('.html', '.json')),
  ) as Expected;
  const extraction = extractArticle({
    html: read(name),
    url: url as Url,
    ...(capturedAt === undefined ? {} : { capturedAt: capturedAt as Instant }),
  });
  expect(extraction.article).toMatchObject(article);
  expect(extraction).toMatchObject(told);
});

const dated = (
  html: string,
  capturedAt?: string,
  url = 'https://courier.example/news/bridge',
): Extraction =>
  extractArticle({
    html: `<h1>Bridge reopens after eleven months</h1>${html}`,
    url: url as Url,
    ...(capturedAt === undefined ? {} : { capturedAt: capturedAt as Instant }),
  });

describe('dates', () => {
  test('numbers are read in the order that another date proves', () => {
    const proof = '<html lang=en><p>Published 05/09/2023 <p>Meeting on 25/09/2023';
    expect(dated(proof).published).toBe('2023-09-05');
    const head =
      '<html lang=de><meta name=pubdate content=2023-05-09><p>Published 05/09/2023 10:20';
    expect(dated(head).published).toBe('2023-05-09T10:20:00');
  });

  test('a date after the capture is not believed', () => {
    const html = '<meta property=article:published_time content=2031-01-01><p>5 September 2023';
    expect(dated(html, '2023-09-06T00:00:00.000Z').published).toBe('2023-09-05');
  });

  test('a relative time counts from the capture', () => {
    const html = '<p class=date>Published 3 hours ago';
    expect(dated(html, '2023-09-05T12:00:00.000Z').published).toBe('2023-09-05T09:00:00Z');
  });

  test('the zone is the one in which the page shows the clock', () => {
    const html =
      '<meta property=article:published_time content=2023-12-20T01:00:00Z><p>Published December 19, 2023 8:00 PM';
    const { published, article } = dated(html);
    expect(published).toBe('2023-12-19T20:00:00-05:00');
    expect(article.publishedAt).toBe('2023-12-20T01:00:00.000Z');
  });

  test('publication and modification are kept apart, with their sources', () => {
    const { published, modified, dates } = dated('<p>Published: 5 Sep 2023. Updated: 6 Sep 2023');
    expect({ published, modified }).toEqual({ published: '2023-09-05', modified: '2023-09-06' });
    expect(dates?.map(({ label, at }) => [label, at])).toEqual([
      ['published', '2023-09-05'],
      ['modified', '2023-09-06'],
    ]);
  });

  test('dates of comments, teasers and the footer are not the article’s', () => {
    const html =
      '<p>5 September 2023<div class=related-posts><time datetime=2020-01-01>1 Jan 2020</time></div><div id=comments><time datetime=2024-01-01>x</time></div><footer>© 2019-05-05</footer>';
    expect(dated(html).published).toBe('2023-09-05');
  });

  test('page and URL together outweigh a wrong head', () => {
    const html = '<meta property=article:published_time content=2009-04-11><p>22 October 2019';
    const url = 'https://courier.example/2019/10/22/bridge';
    expect(dated(html, undefined, url).published).toBe('2019-10-22');
  });

  test('the one day that a page shows is its day, though the head calls it the modification', () => {
    const head =
      '<meta property=article:published_time content=2022-12-27T11:00:00-05:00><meta property=article:modified_time content=2023-12-11T09:52:00-05:00>';
    const shown = dated(`${head}<p>December 11, 2023`);
    expect(shown.published).toBe('2023-12-11T09:52:00-05:00');
    const kept = shown.dates?.map(({ source, label, at }) => `${source} ${label} ${at}`);
    expect(kept).toContain('meta article:published_time published 2022-12-27T11:00:00-05:00');
    expect(kept).toContain('meta article:modified_time modified 2023-12-11T09:52:00-05:00');
    expect(kept).toContain('line  2023-12-11');
    const said = dated(`${head}<p>Updated December 11, 2023`);
    expect(said.published).toBe('2022-12-27T11:00:00-05:00');
    expect(said.modified).toBe('2023-12-11T09:52:00-05:00');
    const both = dated(`${head}<p>December 27, 2022<p>December 11, 2023`);
    expect(both.published).toBe('2022-12-27T11:00:00-05:00');
  });

  test.each([
    ['Am 5. Sept. 2023', 'de'],
    ['نشر في 5 سبتمبر 2023', 'ar'],
    ['المنشور: ٥ سبتمبر ٢٠٢٣', 'ar'],
    ['Опубликовано 5 сентября 2023 г.', 'ru'],
    ['입력 2023.09.05', 'ko'],
    ['2023年9月5日', 'zh'],
    ['民國112年9月5日', 'zh-Hant'],
    ['令和5年9月5日', 'ja'],
    ['05/09/2023', 'fr'],
    ['09/05/2023', 'en-US'],
    ['05 | 09 | 2023', 'de'],
    ['hace 3 horas', 'es'],
    ['vor 2 Stunden', 'de'],
    ['3 小时前', 'zh'],
    ['9月5日 10:20', 'zh'],
  ])('%s on a page in %s is read', (line, lang) => {
    const page = dated(`<html lang=${lang}><p>${line}<p>A body.`, '2023-09-05T12:00:00.000Z');
    expect(page.published?.slice(0, 10)).toBe('2023-09-05');
  });

  test('what a style sets apart does not run together', () => {
    const html = '<p><span>Jane Schmitt</span><span>Dec 05, 2023</span><span>2 Shares</span>';
    expect(dated(html).published).toBe('2023-12-05');
    expect(dated('<p><b>28.09.19</b><i>12:44</i>').published).toBe('2019-09-28T12:44:00');
  });

  test('a dateline and a closing entry tell the day, prose does not', () => {
    const more = 'The bridge was closed for repairs while the river was low. '.repeat(5);
    expect(dated(`<p>Berlin, 5 September 2023 – ${more}`).published).toBe('2023-09-05');
    expect(dated(`<p>It was opened on 5 September 2023 by the mayor. ${more}`).published).toBe(
      undefined,
    );
    const entry = `<p>${more}<p>This entry was posted on Tuesday, 5 September 2023 at 10:20 and is filed under Bridges. You can follow any responses to this entry through the feed. You can leave a response, or trackback from your own site.`;
    expect(dated(entry).published).toBe('2023-09-05T10:20:00');
  });

  test('a box right below the title is the article’s own, whatever it is called', () => {
    const html = '<div class=teaser-meta><p>By Jane Doe, 5 September 2023</p></div><p>A body.';
    expect(dated(`<main><div>${html}</div><p>More.<p>More.<p>More.</main>`).published).toBe(
      '2023-09-05',
    );
  });

  test('days of reading, joining and copying are none of the page', () => {
    expect(dated('<p>Registered: 18.09.2008').published).toBeUndefined();
    expect(dated('<p>[1] 某报 [引用日期2014-05-19]').published).toBeUndefined();
    expect(dated('<p>© 2019-05-05').published).toBeUndefined();
    const url = 'https://copies.example/web/20131110121040/http://courier.example/bridge';
    expect(dated('<p>10 Nov 2013<p>4 April 2013', undefined, url).published).toBe('2013-04-04');
  });

  test('a meta named date yields to the day that is shown', () => {
    const html = '<meta name=date content=2020-02-12><p>05.02.2020 - Jane Doe';
    expect(dated(html).published).toBe('2020-02-05');
    expect(dated('<meta name=date content=2020-02-12>').published).toBe('2020-02-12');
  });
});
