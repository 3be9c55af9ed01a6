import { expect, test } from 'vitest';
import { exchangeRecords } from '../warc/index.ts';
import { createCookieJar, header } from './index.ts';
import { refusal, serve } from './testing/loopback.ts';
import { clientForTest, opened } from './testing/until-test-ends.ts';

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

test('what a source is asked with comes into no hop and no record, and is sent all the same', async () => {
  const server = await opened(
    serve((request, response) => {
      response.setHeader('Set-Cookie', ['session=geheim4; Path=/; HttpOnly', 'geheim5']);
      response.end(JSON.stringify(request.headers));
    }),
  );
  const jar = createCookieJar();
  jar.take(server.url('/'), [['Set-Cookie', 'old=geheim6']], 0);
  const { hops, content, headers } = await clientForTest().fetch({
    url: server.url('/'),
    allowPrivate: true,
    cookies: jar,
    headers: [
      ['Authorization', 'Bearer geheim1'],
      ['cookie', 'given=geheim2'],
      ['X-Whatever', 'geheim3'],
      ['Accept-Language', 'zh'],
      ['Referer', 'https://paper.example/'],
    ],
  });
  const records = hops.flatMap((hop) => exchangeRecords(hop).records);
  const [answer, request] = records.map(({ block }) => Buffer.from(block).toString());
  expect(request).not.toContain('geheim');
  expect(request).toContain('\r\nAuthorization: withheld\r\nX-Whatever: withheld\r\n');
  expect(request).toContain('\r\nCookie: withheld\r\n');
  expect(request).toContain('\r\nAccept-Language: zh\r\nReferer: https://paper.example/\r\n');
  expect(answer?.split('\r\n\r\n')[0]).not.toContain('geheim');
  expect(answer).toContain('\r\nSet-Cookie: session=withheld; Path=/; HttpOnly\r\n');
  expect(JSON.stringify(headers)).not.toContain('geheim');
  const received = JSON.parse(text(content));
  expect(received).toMatchObject({
    authorization: 'Bearer geheim1',
    cookie: 'given=geheim2; old=geheim6',
    'x-whatever': 'geheim3',
  });
  expect(jar.header(server.url('/'), 0)).toContain('session=geheim4');
});

test('a cookie that nobody keeps is kept in the record as it came', async () => {
  const server = await opened(
    serve((_, response) => response.setHeader('Set-Cookie', 'a=1').end()),
  );
  const { headers } = await clientForTest().fetch({ url: server.url('/'), allowPrivate: true });
  expect(header(headers, 'set-cookie')).toBe('a=1');
});

test('a header that cannot be sent is named without its value', async () => {
  const server = await opened(serve((_, response) => response.end()));
  const ask = { url: server.url('/'), allowPrivate: true };
  for (const bad of [
    ['X-Key', 'geheim\n'],
    ['Proxy-Authorization', 'geheim'],
  ] as const) {
    const refused = await refusal(clientForTest().fetch({ ...ask, headers: [bad] }));
    expect(refused.code).toBe('invalid');
    expect(refused.message).not.toContain('geheim');
  }
});

test('a site that sends in a circle until it sees its cookie is read with a jar', async () => {
  const server = await opened(
    serve((request, response) => {
      if (request.headers.cookie?.includes('seen=1') === true) return response.end('news');
      response.writeHead(302, { Location: request.url, 'Set-Cookie': 'seen=1; Path=/' });
      return response.end();
    }),
  );
  const ask = { url: server.url('/a'), allowPrivate: true };
  const cookies = createCookieJar();
  const answer = await clientForTest().fetch({ ...ask, cookies });
  expect([text(answer.content), answer.hops.length]).toEqual(['news', 2]);
  expect((await clientForTest().fetch({ ...ask, cookies })).hops.length).toBe(1);
  expect((await refusal(clientForTest().fetch(ask))).kind).toBe('redirect');
});

test.each(['the same', 'another'])(
  'one that sets %s cookie for ever is not followed for ever',
  async (which) => {
    let count = 0;
    const server = await opened(
      serve((request, response) => {
        count += 1;
        const value = which === 'another' ? count : 1;
        response.writeHead(302, {
          Location: request.url,
          'Set-Cookie': `n=${value}; Max-Age=${count}`,
        });
        response.end();
      }),
    );
    const ask = { url: server.url('/'), allowPrivate: true, cookies: createCookieJar() };
    expect((await refusal(clientForTest().fetch(ask))).kind).toBe('redirect');
    expect(count).toBe(which === 'another' ? 9 : 2);
  },
);

test('cookies follow every hop, each host its own, and robots.txt goes without', async () => {
  const seen: string[] = [];
  const server = await opened(
    serve((request, response) => {
      seen.push(
        `${request.headers.host?.split(':')[0]}${request.url} ${request.headers.cookie ?? ''}`,
      );
      if (request.url === '/login') {
        response.writeHead(302, { 'Set-Cookie': 'a=1; Path=/', Location: '/next' });
      } else if (request.url === '/next') {
        response.writeHead(302, {
          'Set-Cookie': 'b=2; Path=/',
          Location: `http://localhost:${server.port}/far`,
        });
      }
      response.end();
    }),
  );
  const one = clientForTest({
    robots: true,
    lookup: (_name, _options, callback) => callback(null, [{ address: '127.0.0.1', family: 4 }]),
  });
  const cookies = createCookieJar();
  const end = await refusal(one.fetch({ url: server.url('/login'), allowPrivate: true, cookies }));
  expect(end.kind).toBe('private'); // another host, which the permission is not for
  await one.fetch({ url: server.url('/far', 'localhost'), allowPrivate: true, cookies });
  await one.fetch({ url: server.url('/again'), allowPrivate: true, cookies });
  expect(seen).toEqual([
    '127.0.0.1/robots.txt ',
    '127.0.0.1/login ',
    '127.0.0.1/next a=1',
    'localhost/robots.txt ',
    'localhost/far ',
    '127.0.0.1/again a=1; b=2',
  ]);
});
