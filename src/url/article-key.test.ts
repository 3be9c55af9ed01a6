import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Url } from '../model/index.ts';
import { articleKey, parseUrl } from './index.ts';

function key(text: string): string {
  const url = parseUrl(text);
  if (url === undefined) throw new Error(`${text} is no URL`);
  return articleKey(url satisfies Url);
}

test.each([
  'http://example.com/news/2020/story-one',
  'https://www.example.com/news/2020/story-one/',
  'https://m.example.com/news/2020/story-one',
  'https://mobile.example.com/news/2020/story-one#top',
  'https://amp.example.com/news/2020/story-one',
  'https://example.com./news/2020/story-one',
  'https://example.com:443/news/2020/story-one?utm_source=rss',
  'https://example.com/news/2020/story-one/amp',
  'https://example.com/news/2020/story-one/amp/',
  'https://example.com/news/2020/story-one?amp',
  'https://example.com/news/2020/story-one?amp=1',
  'https://example.com/news/2020/story-one?outputType=amp',
  'https://example.com/news/2020/story-one?print=1',
  'https://example.com/news/2020/story-one?view=print',
  'https://example.com/news/2020/%73tory%2Done',
])('%s is the same article as the others', (text) => {
  expect(key(text)).toBe('example.com/news/2020/story-one');
});

test.each([
  ['https://example.com/a/story.amp.html', 'https://example.com/a/story.html'],
  ['https://example.com/%e6%96%87', 'https://example.com/文'],
  ['https://example.com/a?q=%e6%96%87', 'https://example.com/a?q=文'],
  ['https://example.com/', 'http://www.example.com'],
])('%s and %s are the same', (a, b) => {
  expect(key(a)).toBe(key(b));
});

test.each([
  ['https://example.com/a?id=1', 'https://example.com/a?id=2'],
  ['https://example.com/?p=1', 'https://example.com/?p=1&page=2'],
  ['https://example.com/tag/amp', 'https://example.com/tag'],
  ['https://example.com/wiki/amp', 'https://example.com/wiki/'],
  ['https://example.com/amp', 'https://example.com/'],
  ['https://example.com/camp', 'https://example.com/c'],
  ['https://example.com/a?amp=50', 'https://example.com/a'],
  ['https://example.com/a?view=full', 'https://example.com/a'],
  ['https://example.com/a%2Fb', 'https://example.com/a/b'],
  ['https://example.com/a?b=1%262', 'https://example.com/a?b=1&2'],
  ['https://example.com/A', 'https://example.com/a'],
  ['https://amp.com.au/a', 'https://m.com.au/a'],
  ['https://m.com/a', 'https://amp.com/a'],
  ['https://news.example.com/a', 'https://example.com/a'],
  ['https://example.com:8080/a', 'https://example.com/a'],
  ['https://example.com/#!/1', 'https://example.com/#!/2'],
  ['https://example.com/a%2541', 'https://example.com/aA'],
])('%s and %s are two', (a, b) => {
  expect(key(a)).not.toBe(key(b));
});

const slug = fc.stringMatching(/^[a-z][a-z0-9-]{0,12}$/).filter((text) => text !== 'amp');
const number = fc.nat(99_999_999).map(String);
/** The usual shapes of an article's URL: what names the article, and how it is written. */
const shapes: readonly ((id: string, slug: string) => string)[] = [
  (id, name) => `example.com/2020/06/25/${name}-${id}.html`,
  (id, name) => `example.com/news/${id}/${name}`,
  (id) => `example.com/article?id=${id}`,
  (id, name) => `example.com/?p=${id}&s=${name}`,
  (id) => `example.com/a/${id}`,
  (id) => `example.com/index.php?page=1&aid=${id}`,
  (id, name) => `example.com/%E6%96%87/${name}/${id}.shtml`,
  (id, name) => `${name}.example.com/${id}`,
];

test('in the usual shapes two articles have one key only when they are one', () => {
  const article = fc.record({ id: number, name: slug, shape: fc.nat(shapes.length - 1) });
  const write = (one: { id: string; name: string; shape: number }) =>
    shapes[one.shape]?.(one.id, one.name) ?? '';
  const unprefixed = (text: string) => text.replace(/^(?:www|m|mobile|amp)\./, '');
  fc.assert(
    fc.property(article, article, (a, b) => {
      const same = unprefixed(write(a)) === unprefixed(write(b));
      expect(key(`https://${write(a)}`) === key(`http://${write(b)}`)).toBe(same);
    }),
    { numRuns: 1000 },
  );
});

test('each way to decorate a URL keeps its key', () => {
  const decorations: readonly ((text: string) => string)[] = [
    (text) => `https://www.${text}`,
    (text) => `http://m.${text}`,
    (text) => `https://${text}#section-2`,
    (text) => `https://${text}${text.includes('?') ? '&' : '?'}utm_source=x&fbclid=y`,
    (text) => `https://${text}${text.includes('?') ? '&' : '?'}outputType=amp`,
    (text) => `https://${text.includes('?') ? text : `${text}/`}`,
    (text) => `https://${text.includes('?') ? text : `${text}/amp/`}`,
  ];
  fc.assert(
    fc.property(
      number,
      slug,
      fc.nat(6),
      fc.constantFrom(...decorations),
      (id, name, shape, decorate) => {
        const text = shapes[shape]?.(id, name) ?? '';
        expect(key(decorate(text))).toBe(key(`https://${text}`));
      },
    ),
    { numRuns: 500 },
  );
});

test('any URL has a key', () => {
  const part = fc.string({ unit: fc.constantFrom(...'ab1=&?/#!%2+;.amp', '文') });
  fc.assert(
    fc.property(part, part, (path, query) => {
      expect(key(`https://example.com/${path}?${query}`)).toMatch(/^example\.com/);
    }),
    { numRuns: 500 },
  );
});
