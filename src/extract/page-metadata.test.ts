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
});
