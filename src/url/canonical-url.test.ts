import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Url } from '../model/index.ts';
import { canonicalUrl, hostKey, parseUrl } from './index.ts';

function url(text: string): Url {
  const parsed = parseUrl(text);
  if (parsed === undefined) throw new Error(`${text} is no URL`);
  return parsed;
}

test.each([
  ['HTTPS://Example.COM:443/A', 'https://example.com/A'],
  ['https://example.com/a#comments', 'https://example.com/a'],
  ['https://example.com/#!/news/12', 'https://example.com/#!/news/12'],
  ['https://example.com/a?utm_source=rss&utm_medium=feed', 'https://example.com/a'],
  ['https://example.com/a?id=3&UTM_Source=x&p=2', 'https://example.com/a?id=3&p=2'],
  ['https://example.com/a?fbclid=1&b=%20+x&gclid=2', 'https://example.com/a?b=%20+x'],
  ['https://example.com/a?z=1&a=2&__twitter_impression=true', 'https://example.com/a?z=1&a=2'],
  ['https://example.com/a?at_medium=RSS&at_campaign=KARANGA', 'https://example.com/a'],
  ['https://example.com/a?CMP=Share&smid=tw&ncid=1&xtor=RSS-1&spm=a.b', 'https://example.com/a'],
  ['https://example.com/a?utm%5Fsource=x', 'https://example.com/a'],
  ['https://example.com/a?', 'https://example.com/a'],
  ['https://example.com/a?utm_source=x&&', 'https://example.com/a'],
  ['https://example.com//a//b/', 'https://example.com//a//b/'],
  [
    'https://example.com/a?url=https://x.example/?utm_source=1',
    'https://example.com/a?url=https://x.example/?utm_source=1',
  ],
  ['https://user:word@example.com/a', 'https://example.com/a'],
])('%s becomes %s', (from, to) => {
  expect(canonicalUrl(url(from))).toBe(to);
});

test.each([
  'id',
  'p',
  'page',
  'aid',
  'cmp',
  'ref',
  'source',
  'from',
  'share',
  'q',
  'v',
  'utm',
  'at',
])('the parameter %s stays, it may select content', (name) => {
  expect(canonicalUrl(url(`https://example.com/a?${name}=1`))).toBe(
    `https://example.com/a?${name}=1`,
  );
});

test('canonicalising twice is canonicalising once', () => {
  const part = fc.string({ unit: fc.constantFrom(...'ab1=&?/#!%2+;.utm_', '文') });
  fc.assert(
    fc.property(part, part, part, (path, query, fragment) => {
      const once = canonicalUrl(url(`https://example.com/${path}?${query}#${fragment}`));
      expect(canonicalUrl(once)).toBe(once);
    }),
    { numRuns: 500 },
  );
});

test('parameters that do not track survive in order, wherever trackers stand between them', () => {
  const plain = fc.tuple(
    fc.constantFrom('id', 'p', 'page', 'aid', 'q'),
    fc.stringMatching(/^[a-z0-9%]{0,6}$/),
  );
  const tracker = fc.constantFrom('utm_source=a', 'fbclid=b', 'mc_eid=c', 'yclid=d', 'cmpid=e');
  fc.assert(
    fc.property(fc.array(fc.tuple(plain, fc.array(tracker))), (parts) => {
      const kept = parts.map(([[name, value]]) => `${name}=${value}`);
      const mixed = parts.flatMap(([[name, value], trackers]) => [...trackers, `${name}=${value}`]);
      const search = kept.length === 0 ? '' : `?${kept.join('&')}`;
      expect(canonicalUrl(url(`https://example.com/a?${mixed.join('&')}`))).toBe(
        `https://example.com/a${search}`,
      );
    }),
  );
});

test('a host is one queue whatever the scheme, the case and the root dot, but its port counts', () => {
  expect(hostKey(url('https://Example.com./a'))).toBe('example.com');
  expect(hostKey(url('http://example.com/'))).toBe('example.com');
  expect(hostKey(url('http://example.com:8080/'))).toBe('example.com:8080');
  expect(hostKey(url('http://[::1]:8080/'))).toBe('[::1]:8080');
});
