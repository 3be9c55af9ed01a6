import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseUrl } from './index.ts';

test.each([
  ['https://Example.COM', 'https://example.com/'],
  ['  \u3000http://example.com:80/a b\n', 'http://example.com/a%20b'],
  [
    'https://新闻.example/文章?标题=一',
    'https://xn--efvy88h.example/%E6%96%87%E7%AB%A0?%E6%A0%87%E9%A2%98=%E4%B8%80',
  ],
  ['https://example.com/%E6%96%87', 'https://example.com/%E6%96%87'],
  ['https://example.com/a//b', 'https://example.com/a//b'],
])('%j is read as %j', (text, href) => {
  expect(parseUrl(text)).toBe(href);
});

test('a relative link is read against its base', () => {
  expect(parseUrl('../b?c#d', 'https://example.com/x/y/z')).toBe('https://example.com/x/b?c#d');
  expect(parseUrl('//cdn.example/x', 'https://example.com/')).toBe('https://cdn.example/x');
});

test.each([
  '',
  '   ',
  'javascript:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,x',
  'mailto:a@example.com',
  'ftp://example.com/',
  'file:///etc/passwd',
  'blob:https://example.com/1',
  'tel:123',
  'https://',
  'https://exa mple.com/',
  'https://example.com:99999/',
  'example.com/no-scheme',
  '/only/a/path',
  `https://${'a'.repeat(60)}.${'b'.repeat(192)}.de/`,
])('%j is no URL to fetch', (text) => {
  expect(parseUrl(text)).toBeUndefined();
});

test('a base that is no URL makes nothing of a relative link, and an empty link is not its base', () => {
  expect(parseUrl('a.html', 'not a base')).toBeUndefined();
  expect(parseUrl('', 'https://example.com/')).toBeUndefined();
  expect(parseUrl('javascript:0', 'https://example.com/')).toBeUndefined();
});

const character = fc.nat(0x10ffff).map((code) => String.fromCodePoint(code));
const anyText = fc.string({ unit: fc.oneof(character, fc.constantFrom(...'htps:/?#[]@.%\\ a1')) });

test('any text at all is either undefined or an http(s) URL that reads as itself', () => {
  const prefix = fc.constantFrom('', 'http://', 'https://a.example/', '//', '?', 'javascript:');
  fc.assert(
    fc.property(prefix, anyText, (start, text) => {
      const url = parseUrl(start + text, 'https://example.com/base');
      if (url === undefined) return;
      expect(url).toMatch(/^https?:\/\/./);
      expect(parseUrl(url)).toBe(url);
    }),
    { numRuns: 500 },
  );
});
