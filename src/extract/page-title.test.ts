import { expect, test } from 'vitest';
import type { Url } from '../model/index.ts';
import { pageMetadata } from './page-metadata.ts';
import { pageTree } from './tree.ts';

const titleOf = (
  html: string,
  url = 'https://www.courier.example/2024/03/bridge-reopens-now',
): string => pageMetadata(pageTree(html), url as Url).title;

test.each([
  ['the site’s name goes', '<title>Bridge reopens - The Courier</title>', 'Bridge reopens'],
  [
    'in front too',
    '<meta property=og:site_name content="The Loop"><title>The Loop: news | Bridge reopens | The Loop</title><h1>Bridge reopens</h1>',
    'Bridge reopens',
  ],
  [
    'a section before it goes with it',
    '<meta property=og:site_name content="The Loop"><div class=breadcrumb><a href=/city>City</a></div><title>Bridge reopens – City – The Loop</title>',
    'Bridge reopens',
  ],
  [
    'a dash of the title stays',
    '<title>Bridge reopens - at last</title>',
    'Bridge reopens - at last',
  ],
  [
    'the heading that the head agrees with is taken as it stands',
    '<title>Bridge reopens after months | The Loop</title><h1>The Loop</h1><h2>Bridge “reopens” after months</h2>',
    'Bridge “reopens” after months',
  ],
  [
    'a heading that links to the front page is the site’s',
    '<title>Loop and Line</title><h1><a href="/">Loop and Line</a></h1><h2>Bridge reopens after eleven months</h2><h1>Bridge reopens after eleven months</h1>',
    'Bridge reopens after eleven months',
  ],
  [
    'a heading among related links is not',
    '<meta property=og:title content="Bridge reopens"><div class=related-posts><h3>Bridge reopens</h3></div><h1>Bridge reopens</h1>',
    'Bridge reopens',
  ],
  [
    'the short title for sharing gives way to the page’s own',
    '<meta property=og:title content="Bridge opens again"><h1>Bridge over the harbour opens again after eleven months</h1>',
    'Bridge over the harbour opens again after eleven months',
  ],
  [
    'Chinese separators',
    '<meta property=og:site_name content=环路新闻网><title>港口大桥重新通车_城市_环路新闻网</title><div class=crumbs><a href=/c>城市</a></div>',
    '港口大桥重新通车',
  ],
  [
    'a dash before a Chinese name',
    '<meta property=og:site_name content=环路网><title>大桥通车！-环路网</title>',
    '大桥通车！',
  ],
  [
    'wide bars',
    '<meta property=og:site_name content=環路新聞><title>大橋通車｜環路新聞</title>',
    '大橋通車',
  ],
  ['entities', '<title>Salt &amp;amp; sea</title>', 'Salt & sea'],
  [
    'a kicker before a bar goes where the head leaves it out',
    '<meta property=og:title content="Bridge reopens after eleven months"><h1><span>City</span> | Bridge reopens after eleven months</h1>',
    'Bridge reopens after eleven months',
  ],
])('%s', (_, html, title) => {
  expect(titleOf(html)).toBe(title);
});

test('the host’s name is the site’s, in other letters', () => {
  const url = 'https://www.loopcourier.example/a/bridge';
  expect(titleOf('<title>Bridge reopens | Loop Courier</title>', url)).toBe('Bridge reopens');
});

test('nothing gives no title', () => {
  expect(titleOf('')).toBe('');
});
