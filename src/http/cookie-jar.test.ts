import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ArchiveError } from '../model/index.ts';
import { createCookieJar } from './index.ts';
import { url } from './testing/loopback.ts';

const start = Date.parse('2026-11-24T00:00:00Z');
const paper = url('https://www.paper.example/news/1');

/** What a jar sends to `to` after `from` set these cookies. */
function sent(cookies: readonly string[], to: string, from = paper, later = 0): string | undefined {
  const jar = createCookieJar();
  jar.take(
    from,
    cookies.map((text) => ['Set-Cookie', text] as const),
    start,
  );
  return jar.header(url(to), start + later);
}

test.each<readonly [string, readonly string[], string, string | undefined]>([
  ['to its own host', ['a=1'], 'https://www.paper.example/news/2', 'a=1'],
  ['not above its path', ['a=1'], 'https://www.paper.example/', undefined],
  ['not beside its path', ['a=1; Path=/news'], 'https://www.paper.example/newsletter', undefined],
  ['below its path', ['a=1; Path=/'], 'https://www.paper.example/x/y?z', 'a=1'],
  ['not to a host below', ['a=1; Path=/'], 'https://m.www.paper.example/', undefined],
  ['not to its domain without saying so', ['a=1; Path=/'], 'https://paper.example/', undefined],
  [
    'to its whole domain when it says so',
    ['a=1; Path=/; Domain=paper.example'],
    'https://m.paper.example/',
    'a=1',
  ],
  [
    'with a dot before the domain',
    ['a=1; Path=/; Domain=.paper.example'],
    'https://paper.example/',
    'a=1',
  ],
  [
    'not for another domain',
    ['a=1; Path=/; Domain=other.example'],
    'https://other.example/',
    undefined,
  ],
  [
    'not for a domain that only ends alike',
    ['a=1; Path=/; Domain=per.example'],
    'https://per.example/',
    undefined,
  ],
  ['not for a public suffix', ['a=1; Path=/; Domain=example'], 'https://other.example/', undefined],
  ['Secure only over https', ['a=1; Path=/; Secure'], 'http://www.paper.example/', undefined],
  ['plain over both', ['a=1; Path=/'], 'http://www.paper.example/', 'a=1'],
  ['HttpOnly as any other', ['a=1; Path=/; HttpOnly'], 'https://www.paper.example/', 'a=1'],
  ['not gone by already', ['a=1; Path=/; Max-Age=0'], 'https://www.paper.example/', undefined],
  [
    'not gone by already, by date',
    ['a=1; Path=/; Expires=Mon, 23 Nov 2026 00:00:00 GMT'],
    'https://www.paper.example/',
    undefined,
  ],
  ['the newest of a name', ['a=1; Path=/', 'a=2; Path=/'], 'https://www.paper.example/', 'a=2'],
  [
    'deleted when told',
    ['a=1; Path=/', 'a=; Path=/; Max-Age=-1'],
    'https://www.paper.example/',
    undefined,
  ],
  [
    'longest path first',
    ['a=1; Path=/', 'b=2; Path=/news'],
    'https://www.paper.example/news/1',
    'b=2; a=1',
  ],
  ['several', ['a=1; Path=/', 'b=2; Path=/'], 'https://www.paper.example/', 'a=1; b=2'],
  ['__Host- only as it must be', ['__Host-a=1; Path=/'], 'https://www.paper.example/', undefined],
  [
    '__Host- as it must be',
    ['__Host-a=1; Path=/; Secure'],
    'https://www.paper.example/',
    '__Host-a=1',
  ],
  ['no header injection', ['a=1\r\nX: y'], 'https://www.paper.example/news/1', 'a=1'],
  [
    'not larger than 4096',
    [`a=${'x'.repeat(4096)}`],
    'https://www.paper.example/news/1',
    undefined,
  ],
  ['nothing that is none', ['', '=', ';'], 'https://www.paper.example/news/1', undefined],
])('a cookie is sent %s', (_, cookies, to, expected) => {
  expect(sent(cookies, to)).toBe(expected);
});

test.each([
  ['co.uk', 'https://bbc.co.uk/', 'https://other.co.uk/'],
  ['com.cn', 'https://paper.com.cn/', 'https://other.com.cn/'],
  ['github.io', 'https://a.github.io/', 'https://b.github.io/'],
])('nobody sets a cookie for all of %s', (suffix, from, to) => {
  expect(sent([`a=1; Path=/; Domain=${suffix}`], to, url(from))).toBeUndefined();
});

test('what is Secure cannot be set without https', () => {
  expect(
    sent(['a=1; Path=/; Secure'], 'https://www.paper.example/', url('http://www.paper.example/')),
  ).toBeUndefined();
});

test.each([
  ['Max-Age=60', 59_999, 'a=1'],
  ['Max-Age=60', 60_000, undefined],
  ['Max-Age=60; Expires=Mon, 23 Nov 2026 00:00:00 GMT', 59_999, 'a=1'],
  ['Expires=Tue, 24 Nov 2026 00:01:00 GMT', 59_999, 'a=1'],
  ['Expires=Tue, 24 Nov 2026 00:01:00 GMT', 60_000, undefined],
  ['Max-Age=99999999999', 399 * 86_400_000, 'a=1'],
  ['Max-Age=99999999999', 400 * 86_400_000, undefined],
  ['Path=/', 3650 * 86_400_000, 'a=1'],
])('with %s, after %i ms, %j is sent', (attributes, later, expected) => {
  expect(sent([`a=1; ${attributes}`], 'https://www.paper.example/news/1', paper, later)).toBe(
    expected,
  );
});

test('a jar tells whether an answer changed it', () => {
  const jar = createCookieJar();
  const take = (...cookies: string[]) =>
    jar.take(
      paper,
      cookies.map((text) => ['set-cookie', text] as const),
      start,
    );
  expect([
    take('a=1'),
    take('a=1'),
    take('a=1; Max-Age=9'),
    take('a=2'),
    take(),
    take('a=; Max-Age=0'),
  ]).toEqual([true, false, false, true, false, true]);
  expect(
    jar.take(
      paper,
      [
        ['Cookie', 'a=1'],
        ['Content-Type', 'a=1'],
      ],
      start,
    ),
  ).toBe(false);
});

test('a jar comes back from its text, in its order and with its times', () => {
  const jar = createCookieJar();
  jar.take(
    paper,
    [
      ['Set-Cookie', 'a=1; Max-Age=60'],
      ['Set-Cookie', 'b="x y"; Domain=paper.example'],
    ],
    start,
  );
  const again = createCookieJar(jar.serialize());
  expect(again.serialize()).toBe(jar.serialize());
  expect(again.header(paper, start)).toBe('a=1; b="x y"');
  expect(again.header(paper, start + 60_000)).toBe('b="x y"');
});

test.each([
  '',
  '{',
  'null',
  '[]',
  '{"version":2,"cookies":[]}',
  '{"version":1,"cookies":[{"name":"geheim"}]}',
  '{"version":1,"cookies":[{"name":"a","value":"geheim\\n","domain":"a","path":"/","hostOnly":true,"secure":true,"setAt":0}]}',
])('%j is no jar, and is not repeated', (text) => {
  expect(() => createCookieJar(text)).toThrow(ArchiveError);
  expect(() => createCookieJar(text)).not.toThrow(/geheim/);
});

test('a jar is bounded, and the oldest go first', () => {
  const jar = createCookieJar();
  for (let i = 0; i < 60; i += 1) jar.take(paper, [['Set-Cookie', `c${i}=1; Path=/`]], start + i);
  const held = jar.header(paper, start)?.split('; ') ?? [];
  expect([held.length, held[0], held.at(-1)]).toEqual([50, 'c10=1', 'c59=1']);
  for (let i = 0; i < 400; i += 1) {
    const host = url(`https://h${i}.example/`);
    jar.take(host, [['Set-Cookie', `a=${'x'.repeat(i % 2 === 0 ? 10 : 3000)}`]], start);
    expect(jar.serialize().length).toBeLessThan(65_536);
  }
  expect(JSON.parse(jar.serialize()).cookies.length).toBeLessThanOrEqual(200);
});

test('whatever servers set, the jar holds what it can read again, and sends it in one line', () => {
  const part = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 8 }),
    fc.constantFrom(
      'a=1',
      'Domain=paper.example',
      'Path=/',
      'Max-Age=5',
      'Expires=x',
      'Secure',
      'SameSite=Lax',
    ),
  );
  const cookie = fc.array(part, { maxLength: 5 }).map((parts) => parts.join(';'));
  fc.assert(
    fc.property(fc.array(cookie, { maxLength: 4 }), (cookies) => {
      const jar = createCookieJar();
      jar.take(
        paper,
        cookies.map((text) => ['Set-Cookie', text] as const),
        start,
      );
      const again = createCookieJar(jar.serialize());
      expect(again.serialize()).toBe(jar.serialize());
      expect(again.header(paper, start)).toBe(jar.header(paper, start));
      expect(jar.header(paper, start) ?? '').toMatch(/^[\t\x20-\x7e\x80-\xff]*$/);
    }),
    { numRuns: 50 },
  );
});
