import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseRobots } from './robots-rules.ts';
import { type Loopback, refusal, serve, url } from './testing/loopback.ts';
import { clientForTest, closeAfterTest } from './testing/until-test-ends.ts';

interface Site extends Loopback {
  readonly asked: string[];
}

/** A site with this robots.txt; every other path answers 200. */
async function site(
  robots: string | Uint8Array,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): Promise<Site> {
  const asked: string[] = [];
  const server = await serve((request, response) => {
    asked.push(request.url ?? '');
    if (request.url === '/robots.txt') response.writeHead(status, headers);
    response.end(request.url === '/robots.txt' ? robots : 'page');
  });
  closeAfterTest(server);
  return { ...server, asked };
}

function client(options = {}) {
  return clientForTest({ robots: true, ...options });
}

test('what robots.txt forbids is refused, and the sentence names the file', async () => {
  const server = await site('User-agent: *\nDisallow: /private/\n');
  const one = client();
  expect(await refusal(one.fetch({ url: server.url('/private/a'), allowPrivate: true }))).toEqual({
    code: 'refused',
    kind: 'robots',
    message: `${server.url('/private/a')}: ${server.url('/robots.txt')} forbids Backissue to fetch it; ask the publisher.`,
  });
  expect((await one.fetch({ url: server.url('/a'), allowPrivate: true })).status).toBe(200);
  expect(server.asked).toEqual(['/robots.txt', '/a']);
});

test('what a person named himself is fetched without asking', async () => {
  const server = await site('User-agent: *\nDisallow: /\n');
  const ask = { url: server.url('/feed'), allowPrivate: true };
  expect((await client().fetch({ ...ask, ignoreRobots: true })).status).toBe(200);
  expect((await client({ robots: false }).fetch(ask)).status).toBe(200);
  expect(server.asked).toEqual(['/feed', '/feed']);
});

test('robots.txt is asked for once a day, also when many want it at the same time', async () => {
  const server = await site('User-agent: *\nAllow: /\n');
  const one = client();
  const fetch = (path: string) => one.fetch({ url: server.url(path), allowPrivate: true });
  await Promise.all([fetch('/1'), fetch('/2'), fetch('/3')]);
  one.clock.ms += 86_399_000;
  await fetch('/4');
  expect(server.asked.filter((path) => path === '/robots.txt').length).toBe(1);
  one.clock.ms += 2000;
  await fetch('/5');
  expect(server.asked.filter((path) => path === '/robots.txt').length).toBe(2);
});

test.each([400, 401, 403, 404, 410, 429])('a robots.txt that answers %i allows', async (status) => {
  const server = await site('User-agent: *\nDisallow: /\n', status);
  expect((await client().fetch({ url: server.url('/a'), allowPrivate: true })).status).toBe(200);
});

test.each([500, 503])(
  'a robots.txt that answers %i forbids for an hour, loudly',
  async (status) => {
    const server = await site('', status);
    const one = client();
    const ask = { url: server.url('/a'), allowPrivate: true };
    for (const _ of [1, 2]) {
      expect(await refusal(one.fetch(ask))).toEqual({
        code: 'refused',
        kind: 'robots',
        message: `${ask.url}: its robots.txt cannot be read, so nothing is fetched there until 2026-11-24T01:00:00.000Z (it answers ${status}).`,
      });
    }
    one.clock.ms += 3_600_001;
    await refusal(one.fetch(ask));
    expect(server.asked).toEqual(['/robots.txt', '/robots.txt']);
  },
);

test('a robots.txt that breaks off forbids for five minutes', async () => {
  let whole = false;
  const server = await serve((request, response) => {
    if (request.url === '/robots.txt' && !whole) {
      response.writeHead(200, { 'Content-Length': '1000' });
      response.write('User-agent: *');
      setImmediate(() => response.destroy());
    } else response.end();
  });
  closeAfterTest(server);
  const one = client();
  const ask = { url: server.url('/a'), allowPrivate: true };
  expect(await refusal(one.fetch(ask))).toMatchObject({ code: 'unreachable', kind: 'protocol' });
  whole = true;
  expect((await refusal(one.fetch(ask))).message).toContain('until 2026-11-24T00:05:00.000Z');
  one.clock.ms += 300_001;
  expect((await one.fetch(ask)).status).toBe(200);
});

test('a host that is down is called down, not forbidden', async () => {
  const server = await serve(() => undefined);
  await server.close();
  expect(await refusal(client().fetch({ url: server.url('/a'), allowPrivate: true }))).toEqual({
    code: 'unreachable',
    kind: 'connect',
    message: `${server.url('/a')}: the connection was refused; check the port, or try again later.`,
  });
});

test('a robots.txt may be five redirects away and holds for the host that was asked', async () => {
  const server = await serve((request, response) => {
    const path = request.url ?? '';
    const step = Number(path.slice(2)) || 0;
    if (path === '/robots.txt' || (path.startsWith('/r') && step < 5)) {
      response.writeHead(302, { Location: `/r${step + 1}` });
    }
    response.end('User-agent: *\nDisallow: /no\n');
  });
  closeAfterTest(server);
  const one = client();
  expect((await one.fetch({ url: server.url('/yes'), allowPrivate: true })).status).toBe(200);
  const refused = await refusal(one.fetch({ url: server.url('/no'), allowPrivate: true }));
  expect(refused.kind).toBe('robots');
});

test('a robots.txt that redirects for ever allows', async () => {
  const server = await site('', 302, { Location: '/robots.txt' });
  expect((await client().fetch({ url: server.url('/a'), allowPrivate: true })).status).toBe(200);
});

test('every hop is asked about: a redirect into a forbidden path is refused', async () => {
  const server = await serve((request, response) => {
    if (request.url === '/a') response.writeHead(302, { Location: '/no' });
    response.end('User-agent: *\nDisallow: /no\n');
  });
  closeAfterTest(server);
  const refused = await refusal(client().fetch({ url: server.url('/a'), allowPrivate: true }));
  expect(refused.kind).toBe('robots');
});

test('Crawl-delay stretches the gap, up to 30 seconds', async () => {
  for (const [delay, waited] of [
    ['7', 7000],
    ['600', 30_000],
    ['0.5', 500],
  ] as const) {
    const server = await site(`User-agent: *\nCrawl-delay: ${delay}\n`);
    const one = client();
    for (const path of ['/1', '/2']) await one.fetch({ url: server.url(path), allowPrivate: true });
    expect(one.waits).toEqual([waited, waited]);
  }
});

test('a gzipped robots.txt is read', async () => {
  const robots = gzipSync('User-agent: *\nDisallow: /no\n');
  const server = await site(robots, 200, { 'Content-Encoding': 'gzip' });
  const refused = await refusal(client().fetch({ url: server.url('/no'), allowPrivate: true }));
  expect(refused.kind).toBe('robots');
});

test('of a huge robots.txt the first 500 KiB count, without the line that was cut', async () => {
  const head = 'User-agent: *\nDisallow: /no\n';
  const filler = `${'#'.repeat(511_999 - head.length - 'Disallow: /a'.length)}\n`;
  const server = await site(`${head}${filler}Disallow: /abc\nDisallow: /late\n`);
  const one = client();
  const fetch = (path: string) => one.fetch({ url: server.url(path), allowPrivate: true });
  expect((await refusal(fetch('/no'))).kind).toBe('robots');
  expect((await fetch('/axe')).status).toBe(200);
  expect((await fetch('/late')).status).toBe(200);
});

const robotsUrl = url('https://example.com/robots.txt');
function allowed(text: string, path: string): boolean {
  return parseRobots(robotsUrl, text, 'Backissue').allows(url(`https://example.com${path}`));
}

test.each([
  ['', '/a', true],
  ['User-agent: *\nDisallow:', '/a', true],
  ['User-agent: *\nDisallow: /', '/a', false],
  ['User-agent: *\nDisallow: /', '/robots.txt', true],
  ['\uFEFFUser-agent: *\r\nDISALLOW : /a # why', '/a', false],
  ['User-agent: backissue\nDisallow: /a\n\nUser-agent: *\nDisallow: /', '/b', true],
  ['User-agent: BackIssue/2.0 (x)\nDisallow: /a', '/a', false],
  ['User-agent: backissue\n\nUser-agent: *\nDisallow: /', '/b', false],
  ['User-agent: backissue\nAllow:\n\nUser-agent: *\nDisallow: /', '/b', true],
  ['User-agent: *\nDisallow: /\n\nUser-agent: other\nAllow: /', '/b', false],
  ['User-agent: other\nDisallow: /', '/b', true],
  ['User-agent: other\nUser-agent: backissue\nDisallow: /', '/b', false],
  ['User-agent: backissue-news\nDisallow: /', '/b', true],
  ['User-agent: *\nDisallow: /a\nSitemap: https://example.com/s.xml\nDisallow: /b', '/b', false],
  ['User-agent: *\nDisallow: /a\n\nUser-agent: *\nDisallow: /b', '/a', false],
  ['User-agent: *\nDisallow: /a\nAllow: /a/b', '/a/b/c', true],
  ['User-agent: *\nDisallow: /a/b\nAllow: /a', '/a/b', false],
  ['User-agent: *\nDisallow: /*.pdf$', '/x/y.pdf', false],
  ['User-agent: *\nDisallow: /*.pdf$', '/x/y.pdf?z', true],
  ['User-agent: *\nDisallow: /*?print=', '/a?print=1', false],
  ['User-agent: *\nDisallow: /新闻', '/新闻/1', false],
  ['User-agent: *\nDisallow: /%E6%96%B0', '/新闻', false],
  ['User-agent: *\nDisallow: /%e6%96%b0', '/新闻', false],
  ['Disallow: /', '/a', true],
  ['<!doctype html><p>Disallow: /', '/a', true],
])('of %j for %s the answer is %j', (text, path, answer) => {
  expect(allowed(text, path)).toBe(answer);
});

test('hostile files are judged in bounded time, and strictly', () => {
  const agents = 'User-agent: x\n'.repeat(17_000);
  const rules = 'Disallow: /q\n'.repeat(20_000);
  const wild = `User-agent: *\nAllow: ${'*a'.repeat(100_000)}\nDisallow: /${'*a'.repeat(100_000)}b\n`;
  const many = `User-agent: *\n${Array.from({ length: 30_000 }, (_, i) => `Disallow: /*a${i}b`).join('\n')}`;
  const path = `/${'a'.repeat(8000)}`;
  const begin = performance.now();
  expect(allowed(`${agents}${rules}`, path)).toBe(true);
  expect(allowed(wild, path)).toBe(false);
  expect(allowed(wild.replace('/*a', '/no*a'), path)).toBe(true);
  expect(allowed(many, path)).toBe(false);
  expect(performance.now() - begin).toBeLessThan(20_000); // unbounded it would be hours
});

test('any text is a robots.txt', () => {
  const value = fc.string({ unit: fc.constantFrom(...'ab/*$%2#: \t\0', '文', '\ud800') });
  const name = fc.constantFrom('User-agent: ', 'allow:', 'DISALLOW: ', 'Crawl-delay: ', '');
  const line = fc.tuple(name, value).map((pair) => pair.join(''));
  fc.assert(
    fc.property(fc.array(line), value, (lines, path) => {
      const text = `User-agent: *\n${lines.join('\n')}`;
      const rules = parseRobots(robotsUrl, text, 'Backissue');
      expect(typeof rules.allows(url(`https://example.com/${path}`))).toBe('boolean');
      expect(rules.crawlDelayMs).toBeGreaterThanOrEqual(0);
      expect(rules.crawlDelayMs).toBeLessThanOrEqual(30_000);
    }),
    { numRuns: 300 },
  );
});
