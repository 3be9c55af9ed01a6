import { expect, test } from 'vitest';
import { type Loopback, refusal, serve } from './testing/loopback.ts';
import { clientForTest, closeAfterTest } from './testing/until-test-ends.ts';

/** A server that redirects each path to the location beside it, and tells what it got elsewhere. */
async function redirects(table: Readonly<Record<string, string>>, status = 302): Promise<Loopback> {
  const server = await serve((request, response) => {
    const location = table[request.url ?? ''];
    if (location === undefined) return response.end(JSON.stringify([request.url, request.headers]));
    response.writeHead(status, ['Location', location]);
    return response.end('moved');
  });
  closeAfterTest(server);
  return server;
}

test.each([301, 302, 303, 307, 308])(
  'a chain of %i is followed and every hop is kept',
  async (status) => {
    const table = await redirects({ '/a': '/b', '/b': 'x/../c?d', '/c?d': './e' }, status);
    const answer = await clientForTest().fetch({ url: table.url('/a'), allowPrivate: true });
    expect(answer.hops.map(({ url, status: code }) => [url, code])).toEqual([
      [table.url('/a'), status],
      [table.url('/b'), status],
      [table.url('/c?d'), status],
      [table.url('/e'), 200],
    ]);
    expect(answer.finalUrl).toBe(table.url('/e'));
    expect(answer.askedUrl).toBe(table.url('/a'));
  },
);

test('bytes beyond ASCII in a Location mean themselves, whatever their encoding', async () => {
  const utf8 = Buffer.from('/新闻').toString('latin1');
  const gbk = Buffer.from([0x2f, 0xd0, 0xc2]).toString('latin1');
  const server = await redirects({ '/utf8': utf8, '/gbk': gbk });
  const one = clientForTest();
  const first = await one.fetch({ url: server.url('/utf8'), allowPrivate: true });
  expect(first.finalUrl).toBe(server.url('/%E6%96%B0%E9%97%BB'));
  const second = await one.fetch({ url: server.url('/gbk'), allowPrivate: true });
  expect(second.finalUrl).toBe(server.url('/%D0%C2'));
});

test('a circle is named, also one of a single page', async () => {
  const server = await redirects({ '/a': '/b', '/b': '/a#x', '/self': '/self' });
  for (const path of ['/a', '/self']) {
    const circle = await refusal(
      clientForTest().fetch({ url: server.url(path), allowPrivate: true }),
    );
    expect(circle).toMatchObject({ code: 'unreachable', kind: 'redirect' });
    expect(circle.message).toContain('in a circle');
  }
});

test('too many redirects are too many', async () => {
  const server = await serve((request, response) => {
    response.writeHead(302, { Location: `/${Number(request.url?.slice(1)) + 1}` });
    response.end();
  });
  closeAfterTest(server);
  const ask = { url: server.url('/1'), allowPrivate: true };
  expect(await refusal(clientForTest().fetch(ask))).toEqual({
    code: 'unreachable',
    kind: 'redirect',
    message: `${server.url('/1')}: more than 8 redirects; leave it out.`,
  });
  expect(await refusal(clientForTest({ maxRedirects: 0 }).fetch(ask))).toMatchObject({
    kind: 'redirect',
  });
});

test.each([
  'javascript:alert(1)',
  'data:text/html,x',
  'file:///etc/passwd',
  'gopher://x/',
  'http://',
  '',
])('a redirect to %j is refused', async (location) => {
  const server = await redirects({ '/a': location });
  expect(
    await refusal(clientForTest().fetch({ url: server.url('/a'), allowPrivate: true })),
  ).toMatchObject({
    code: 'refused',
    kind: 'redirect',
  });
});

test('a redirect status without Location, or 300, is an answer', async () => {
  const server = await serve((request, response) => {
    response.statusCode = request.url === '/300' ? 300 : 302;
    if (request.url === '/300') response.setHeader('Location', '/');
    response.end();
  });
  closeAfterTest(server);
  expect(
    (await clientForTest().fetch({ url: server.url('/300'), allowPrivate: true })).status,
  ).toBe(300);
  expect(
    (await clientForTest().fetch({ url: server.url('/302'), allowPrivate: true })).status,
  ).toBe(302);
});

test('another origin is not told the credentials', async () => {
  const target = await redirects({});
  const server = await redirects({ '/away': target.url('/x'), '/here': '/y' });
  const headers = [
    ['Authorization', 'Basic eDp5'],
    ['Cookie', 'a=b'],
    ['X-Api-Key', 'k123'],
    ['Accept-Language', 'stays'],
  ] as const;
  const one = clientForTest();
  const away = await one.fetch({ url: server.url('/away'), allowPrivate: true, headers });
  const told = new TextDecoder().decode(away.content);
  expect(told).toContain('stays');
  expect(told).not.toMatch(/eDp5|a=b|k123/);
  const here = await one.fetch({ url: server.url('/here'), allowPrivate: true, headers });
  expect(new TextDecoder().decode(here.content)).toContain('eDp5');
});

test('the bodies of all redirects count against one limit', async () => {
  const server = await serve((request, response) => {
    const step = Number(request.url?.slice(1));
    if (step < 5) response.writeHead(302, { Location: `/${step + 1}` });
    response.end('x'.repeat(1000));
  });
  closeAfterTest(server);
  const ask = { url: server.url('/1'), allowPrivate: true };
  expect(await refusal(clientForTest().fetch({ ...ask, maxBytes: 4500 }))).toMatchObject({
    kind: 'too-big',
  });
  expect((await clientForTest().fetch({ ...ask, maxBytes: 5000 })).hops.length).toBe(5);
});
