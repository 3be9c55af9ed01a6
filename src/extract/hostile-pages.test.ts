import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { draws } from '../../test/draws.ts';
import type { Url } from '../model/index.ts';
import { extractArticle } from './index.ts';
import { faultOf, mutatePage } from './testing.ts';

const names = ['english-page', 'chinese-page', 'index-page', 'login-page'];
const pages = names.map((name) =>
  readFileSync(new URL(`testdata/${name}.html`, import.meta.url), 'utf8'),
);
const url = 'https://courier.example/1' as Url;

describe('300 broken pages', () => {
  const random = draws(20_240_305);
  const broken = Array.from({ length: 300 }, (_, at) =>
    mutatePage(pages[at % pages.length] ?? '', random),
  );

  test('end in safe, closed HTML', () => {
    for (const html of broken) {
      const { article } = extractArticle({ html, url });
      expect(faultOf(article.html)).toBeUndefined();
      expect(article.text.isWellFormed()).toBe(true);
    }
  });
});

test.each([
  ['script tags', '<p>a</p><script>x</script>'],
  ['handlers', '<img src="x" onerror="y">'],
  ['javascript: links', '<a href="javascript:x">y</a>'],
  ['open tags', '<p><b>x</p>'],
])('a fault of %s would be seen', (_, html) => {
  expect(faultOf(html)).toBeDefined();
});
