import { expect, test } from 'vitest';
import type { Url } from '../model/index.ts';
import { isOfOtherVersion } from './index.ts';

const story = '/news/2020/06/25/ferry-runs-aground-88213';

test.each([
  `https://www.example.com${story}`,
  `http://example.com${story}/`,
  `https://www.example.com//news/2020/06/25/ferry-runs-aground-88213/index.html?utm_source=feed#top`,
  `https://www.example.com${story};jsessionid=7?page=2`,
  'https://www.example.com/tag/amp',
  'https://www.example.com/mobile/phones-of-the-year',
  'https://amp.com.au/news/1',
])('%s is of the page itself', (url) => {
  expect(isOfOtherVersion(url as Url)).toBe(false);
});

test.each([
  `https://m.example.com${story}`,
  `https://en.m.example.org${story}`,
  `https://amp.example.com${story}`,
  `https://www.example.com${story}/amp/`,
  `https://www.example.com${story}.amp`,
  `https://www.example.com${story}.amp.html`,
  `https://www.example.com/amp${story}`,
  `https://www.example.com${story}?outputType=amp`,
  `https://www.example.com${story}/print`,
  `https://www.example.com${story}?print=1`,
  `https://www-example-com.cdn.ampproject.org/c/s/www.example.com${story}`,
  `https://www.google.com/amp/s/www.example.com${story}`,
])('%s is of another version of it', (url) => {
  expect(isOfOtherVersion(url as Url)).toBe(true);
});
