import { expect, test } from 'vitest';
import type { Url } from '../model/index.ts';
import { parseFeed } from './index.ts';

const feed = (items: readonly [guid: string, path: string][]) =>
  parseFeed({
    url: 'https://quay.example/feed' as Url,
    text: `<rss version="2.0"><channel><title>Quay</title>${items
      .map(
        ([guid, path]) =>
          `<item><title>Of ${path}</title><guid>${guid}</guid><link>https://quay.example${path}</link></item>`,
      )
      .join('')}</channel></rss>`,
  });
const guidsOf = (items: readonly [string, string][]) => feed(items).entries.map((one) => one.guid);

test('a guid that several addresses share identifies none of them, wherever they stand', () => {
  const items: [string, string][] = [
    ['0', '/a'],
    ['0', '/b'],
    ['7', '/c'],
  ];
  const named = ['https://quay.example/a', 'https://quay.example/b', '7'];
  expect(guidsOf(items)).toEqual(named);
  expect(guidsOf(items.toReversed()).toSorted()).toEqual(named.toSorted());
  expect(feed(items).warnings).toEqual([
    'The guid «0» stands on items of 2 addresses; their addresses tell them apart.',
  ]);
});

test('a guid that is the address of the site identifies nothing', () => {
  expect(guidsOf([['https://quay.example/', '/a']])).toEqual(['https://quay.example/a']);
  expect(guidsOf([['https://quay.example/?p=7', '/a']])).toEqual(['https://quay.example/?p=7']);
});

test('one item told twice under versions of its address is told once', () => {
  const items: [string, string][] = [
    ['7', '/a'],
    ['7', '/a?utm_source=rss'],
  ];
  expect(guidsOf(items)).toEqual(['7']);
  expect(feed(items).warnings[0]).toContain('repeats the guid «7»');
});
