import { readFileSync } from 'node:fs';
import { createServer as createHttpsServer } from 'node:https';
import type { LookupFunction, Socket } from 'node:net';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cert, key } from './testing/http2-loopback.ts';
import { type Loopback, listen, refusal, serveBytes } from './testing/loopback.ts';
import { clientForTest, closeAfterTest } from './testing/until-test-ends.ts';

/*
 * Every way in which a server misbehaves, and how that ends: with an answer (its status and body)
 * or with a kind of failure. Written in bytes, since no proper server would say most of it. In the
 * answers PORT stands for the server's own port.
 */

const testdata = join(import.meta.dirname, 'testdata');
const expired = readFileSync(join(testdata, 'expired-cert.pem'), 'utf8');
const trusted = getCACertificates('default');
beforeAll(() => setDefaultCACertificates([...trusted, cert, expired]));
afterAll(() => setDefaultCACertificates(trusted));

type Bytes = string | Uint8Array;
/** What is said to each path, before hanging up. */
type Script = Readonly<Record<string, Bytes | ((socket: Socket) => void)>>;

async function serving(script: Script): Promise<Loopback> {
  const server: Loopback = await serveBytes((socket) => {
    socket.on('data', (data) => {
      const path = /^GET (\S+)/.exec(data.toString('latin1'))?.[1] ?? '';
      const said = script[path] ?? 'HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n';
      if (typeof said === 'function') return said(socket);
      if (typeof said !== 'string') return socket.end(said);
      return socket.end(said.replaceAll('PORT', String(server.port)), 'latin1');
    });
  });
  closeAfterTest(server);
  return server;
}

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const ok = (body: string, ...headers: readonly string[]) =>
  `${['HTTP/1.1 200 OK', `Content-Length: ${Buffer.byteLength(body)}`, ...headers].join('\r\n')}\r\n\r\n${body}`;
const to = (status: number, location: string, ...headers: readonly string[]) =>
  `${[`HTTP/1.1 ${status} Moved`, 'Content-Length: 0', `Location: ${location}`, ...headers].join('\r\n')}\r\n\r\n`;
const coded = (coding: string, body: Uint8Array) =>
  Buffer.concat([
    Buffer.from(
      `HTTP/1.1 200 OK\r\nContent-Encoding: ${coding}\r\nContent-Length: ${body.length}\r\n\r\n`,
    ),
    body,
  ]);
const drip = (bytes: string, again: string) => (socket: Socket) => {
  socket.write(bytes);
  const timer = setInterval(() => socket.write(again), 10);
  socket.once('close', () => clearInterval(timer));
};
const pour = (bytes: string, again: string) => (socket: Socket) => {
  socket.write(bytes);
  const more = () => {
    while (!socket.destroyed && socket.write(again));
    if (!socket.destroyed) socket.once('drain', more);
  };
  more();
};
const zeros = Buffer.alloc(30_000_000);
const chunked = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';

/** The answer's status and beginning, or the failure's code and kind. */
type End = readonly [number, string] | readonly ['refused' | 'unreachable', string];

const cases: readonly (readonly [string, Script, End])[] = [
  // robots.txt
  [
    'a robots.txt that forbids',
    { '/robots.txt': ok('User-agent: *\nDisallow: /'), '/': ok('x') },
    ['refused', 'robots'],
  ],
  ['a robots.txt that is missing', { '/': ok('news') }, [200, 'news']],
  [
    'a robots.txt that fails',
    { '/robots.txt': 'HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n', '/': ok('x') },
    ['refused', 'robots'],
  ],
  [
    'a robots.txt that breaks off',
    { '/robots.txt': 'HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nUser', '/': ok('x') },
    ['unreachable', 'protocol'],
  ],
  [
    'a robots.txt that never ends',
    {
      '/robots.txt': pour(
        'HTTP/1.1 200 OK\r\n\r\nUser-agent: *\nDisallow: /\n',
        '#\n'.repeat(8000),
      ),
      '/': ok('x'),
    },
    ['refused', 'robots'],
  ],
  [
    'a robots.txt that is a bomb',
    { '/robots.txt': coded('gzip', gzipSync(zeros)), '/': ok('x') },
    ['unreachable', 'too-big'],
  ],
  [
    "a robots.txt that redirects into one's network",
    { '/robots.txt': to(302, 'http://10.0.0.1/'), '/': ok('x') },
    ['refused', 'private'],
  ],
  // statuses
  ['304', { '/': 'HTTP/1.1 304 Not Modified\r\nETag: "a"\r\n\r\n' }, [304, '']],
  [
    '304 with a length, and no body',
    { '/': 'HTTP/1.1 304 Not Modified\r\nContent-Length: 99\r\n\r\n' },
    [304, ''],
  ],
  ['204 with a body', { '/': 'HTTP/1.1 204 None\r\nContent-Length: 4\r\n\r\nbody' }, [204, '']],
  [
    '205 with a body',
    { '/': 'HTTP/1.1 205 Reset\r\nContent-Length: 4\r\n\r\nbody' },
    [205, 'body'],
  ],
  [
    '429 with Retry-After',
    { '/': 'HTTP/1.1 429 Slow\r\nRetry-After: 5\r\nContent-Length: 0\r\n\r\n' },
    [429, ''],
  ],
  [
    'a status that nobody knows',
    { '/': 'HTTP/1.1 299 Odd\r\nContent-Length: 1\r\n\r\nx' },
    [299, 'x'],
  ],
  [
    'a status beyond three digits',
    { '/': 'HTTP/1.1 2000 Odd\r\nContent-Length: 1\r\n\r\nx' },
    ['unreachable', 'protocol'],
  ],
  [
    '101 that nobody asked for',
    { '/': 'HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n' },
    ['unreachable', 'connect'],
  ],
  [
    'a few early hints',
    { '/': `${'HTTP/1.1 103 Hints\r\nLink: </a>\r\n\r\n'.repeat(20)}${ok('news')}` },
    [200, 'news'],
  ],
  [
    'early hints without end',
    { '/': pour('', 'HTTP/1.1 103 Hints\r\nLink: </a>\r\n\r\n'.repeat(50)) },
    ['unreachable', 'timeout'],
  ],
  ['100 for ever', { '/': drip('', 'HTTP/1.1 100 Continue\r\n\r\n') }, ['unreachable', 'connect']],
  // redirects
  ['a chain of 301', { '/': to(301, '/a'), '/a': to(301, '/b'), '/b': ok('end') }, [200, 'end']],
  ['a circle of 301', { '/': to(301, '/a'), '/a': to(301, '/') }, ['unreachable', 'redirect']],
  [
    'a redirect to itself by another fragment',
    { '/': to(302, '/#x') },
    ['unreachable', 'redirect'],
  ],
  [
    'a redirect without end',
    Object.fromEntries(
      Array.from({ length: 20 }, (_, i) => [i === 0 ? '/' : `/${i}`, to(302, `/${i + 1}`)]),
    ),
    ['unreachable', 'redirect'],
  ],
  ['a redirect to a script', { '/': to(302, 'javascript:alert(1)') }, ['refused', 'redirect']],
  ['a redirect to a file', { '/': to(302, 'file:///etc/passwd') }, ['refused', 'redirect']],
  [
    "a redirect into one's network",
    { '/': to(302, 'http://192.168.0.1/') },
    ['refused', 'private'],
  ],
  [
    "a redirect by a name of one's machine",
    { '/': to(302, 'http://localhost:PORT/a'), '/a': ok('x') },
    ['refused', 'private'],
  ],
  [
    'a redirect with a password',
    { '/': to(302, 'http://a:b@127.0.0.1:PORT/a'), '/a': ok('x') },
    ['refused', 'protocol'],
  ],
  [
    'a redirect of 20,000 characters',
    { '/': to(302, `/${'a'.repeat(20_000)}`) },
    ['refused', 'protocol'],
  ],
  [
    'a Location with a line break in it',
    { '/': to(302, '/a%0d%0aX-Evil: 1'), '/a%0d%0aX-Evil:%201': ok('same path') },
    [200, 'same path'],
  ],
  [
    'a Location with a header behind it',
    { '/': to(302, '/a\r\nSet-Cookie: evil=1'), '/a': ok('news') },
    [200, 'news'],
  ],
  [
    'a Location with a tab and control bytes',
    { '/': to(302, '/a\t\x7fb') },
    ['unreachable', 'protocol'],
  ],
  [
    'two Locations',
    { '/': to(302, '/a', 'Location: /b'), '/a': ok('first'), '/b': ok('second') },
    [200, 'first'],
  ],
  ['a Refresh header', { '/': ok('stay', 'Refresh: 0; url=http://10.0.0.1/') }, [200, 'stay']],
  [
    'a meta refresh',
    { '/': ok('<meta http-equiv="refresh" content="0;url=http://10.0.0.1/">') },
    [200, '<meta'],
  ],
  // slowness
  ['silence', { '/': () => undefined }, ['unreachable', 'timeout']],
  [
    'headers of one byte at a time',
    { '/': drip('HTTP/1.1 200 OK\r\nX: ', 'x') },
    ['unreachable', 'timeout'],
  ],
  ['a status line of one byte at a time', { '/': drip('H', '') }, ['unreachable', 'timeout']],
  [
    'a body of one byte at a time',
    { '/': drip('HTTP/1.1 200 OK\r\n\r\n', 'x') },
    ['unreachable', 'timeout'],
  ],
  [
    'chunks of one byte at a time',
    { '/': drip(chunked, '1\r\nx\r\n') },
    ['unreachable', 'timeout'],
  ],
  [
    'a body that stops',
    { '/': drip('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf', '') },
    ['unreachable', 'timeout'],
  ],
  // sizes
  [
    'an endless body',
    { '/': pour('HTTP/1.1 200 OK\r\n\r\n', 'x'.repeat(65_536)) },
    ['unreachable', 'too-big'],
  ],
  [
    'endless chunks',
    { '/': pour(chunked, `10000\r\n${'x'.repeat(65_536)}\r\n`) },
    ['unreachable', 'too-big'],
  ],
  [
    'a body that announces terabytes',
    { '/': 'HTTP/1.1 200 OK\r\nContent-Length: 9999999999999\r\n\r\nx' },
    ['unreachable', 'too-big'],
  ],
  [
    'endless headers',
    { '/': pour('HTTP/1.1 200 OK\r\n', `X-More: ${'x'.repeat(1000)}\r\n`) },
    ['unreachable', 'too-big'],
  ],
  [
    'one endless header',
    { '/': pour('HTTP/1.1 200 OK\r\nX: ', 'x'.repeat(65_536)) },
    ['unreachable', 'too-big'],
  ],
  [
    'endless trailers',
    { '/': pour(`${chunked}0\r\n`, `X-More: ${'x'.repeat(1000)}\r\n`) },
    ['unreachable', 'too-big'],
  ],
  ['a bomb of gzip', { '/': coded('gzip', gzipSync(zeros)) }, ['unreachable', 'too-big']],
  ['a bomb of deflate', { '/': coded('deflate', deflateSync(zeros)) }, ['unreachable', 'too-big']],
  ['a bomb of br', { '/': coded('br', brotliCompressSync(zeros)) }, ['unreachable', 'too-big']],
  ['a bomb of zstd', { '/': coded('zstd', zstdCompressSync(zeros)) }, ['unreachable', 'too-big']],
  [
    'a bomb within a bomb',
    { '/': coded('gzip, br', brotliCompressSync(gzipSync(zeros))) },
    ['unreachable', 'too-big'],
  ],
  [
    'an encoding four deep',
    { '/': coded('gzip, gzip, gzip, gzip', gzipSync('x')) },
    ['unreachable', 'protocol'],
  ],
  ['gzip that is none', { '/': coded('gzip', Buffer.from('plain')) }, ['unreachable', 'protocol']],
  [
    'gzip cut short',
    { '/': coded('gzip', gzipSync('news'.repeat(99)).subarray(0, 20)) },
    ['unreachable', 'protocol'],
  ],
  // lengths
  [
    'a body shorter than it says',
    { '/': 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort' },
    ['unreachable', 'protocol'],
  ],
  [
    'a body longer than it says',
    { '/': 'HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nlong and more' },
    [200, 'long'],
  ],
  ['another answer behind the answer', { '/': `${ok('mine')}${ok('smuggled')}` }, [200, 'mine']],
  [
    'a negative length',
    { '/': 'HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nx' },
    ['unreachable', 'protocol'],
  ],
  [
    'two lengths',
    { '/': 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxy' },
    ['unreachable', 'protocol'],
  ],
  [
    'a length and chunks',
    { '/': 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n' },
    ['unreachable', 'protocol'],
  ],
  ['a chunk that breaks off', { '/': `${chunked}9\r\nhalf` }, ['unreachable', 'protocol']],
  ['chunks without the last', { '/': `${chunked}4\r\nhalf\r\n` }, ['unreachable', 'protocol']],
  ['a chunk of no size', { '/': `${chunked}xyz\r\n` }, ['unreachable', 'protocol']],
  [
    'a chunk of an endless size',
    { '/': `${chunked}fffffffffffffffffff\r\nx` },
    ['unreachable', 'protocol'],
  ],
  // no HTTP
  ['HTTP/0.9', { '/': '<html>no head at all</html>' }, ['unreachable', 'protocol']],
  ['another protocol', { '/': '220 mail.example ESMTP\r\n' }, ['unreachable', 'protocol']],
  [
    'bytes by chance',
    { '/': Uint8Array.from({ length: 500 }, (_, i) => (i * 7919) % 256) },
    ['unreachable', 'protocol'],
  ],
  ['a NUL in a header', { '/': 'HTTP/1.1 200 OK\r\nX: a\0b\r\n\r\n' }, ['unreachable', 'protocol']],
  [
    'a folded header',
    { '/': 'HTTP/1.1 200 OK\r\nX: a\r\n b\r\nContent-Length: 1\r\n\r\nx' },
    ['unreachable', 'protocol'],
  ],
  [
    'a connection that is closed at once',
    { '/': (socket) => socket.destroy() },
    ['unreachable', 'connect'],
  ],
  [
    'a connection that drops in the headers',
    { '/': (socket) => socket.end('HTTP/1.1 200 OK\r\nX-') },
    ['unreachable', 'connect'],
  ],
  [
    'a connection that is reset in the body',
    {
      '/': (socket) => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf', () =>
          socket.resetAndDestroy(),
        );
      },
    },
    ['unreachable', 'protocol'],
  ],
];

test.each(cases)('%s ends as it must', async (_, script, [code, kind]) => {
  const server = await serving(script);
  const one = clientForTest({ robots: '/robots.txt' in script, timeoutMs: 600 });
  const ask = one.fetch({ url: server.url('/'), allowPrivate: true, maxBytes: 2_000_000 });
  if (typeof code === 'number') {
    const answer = await ask;
    expect(answer.status).toBe(code);
    expect(text(answer.content).slice(0, Math.max(kind.length, 1))).toBe(kind);
    return;
  }
  const failed = await refusal(ask);
  expect([failed.code, failed.kind], failed.message).toEqual([code, kind]);
  expect(failed.message).toMatch(/^[^\n]{20,1000}\.$/);
});

test.each(
  cases
    .filter(([, , [end]]) => end === 'unreachable')
    .map(([name, script]) => [name, script] as const),
)('after %s the client is in order', async (_, script) => {
  const server = await serving({ ...script, '/fine': ok('fine') });
  const one = clientForTest({ timeoutMs: 300 });
  const ask = { allowPrivate: true, maxBytes: 2_000_000 };
  await one.fetch({ ...ask, url: server.url('/') }).catch(() => undefined);
  const answer = await one.fetch({ ...ask, url: server.url('/fine') });
  expect(text(answer.content)).toBe('fine');
});

test.each([
  ['self-signed', cert, 'other.example', false],
  ['for another host', cert, 'other.example', true],
  ['out of date', expired, 'localhost', true],
])(
  'a certificate that is %s is a failure of the secure connection',
  async (_, shown, host, vouched) => {
    const server = await listen(
      createHttpsServer({ cert: shown, key }, (__, response) => response.end('x')),
      'https',
    );
    closeAfterTest(server);
    if (!vouched) setDefaultCACertificates(trusted);
    const one = clientForTest({ lookup: resolving(['127.0.0.1']) });
    const failed = await refusal(one.fetch({ url: server.url('/', host), allowPrivate: true }));
    setDefaultCACertificates([...trusted, cert, expired]);
    expect(failed).toMatchObject({ code: 'unreachable', kind: 'tls' });
  },
);

/** Answers with the next list of addresses each time; the last one for ever. */
function resolving(...answers: readonly (readonly string[])[]): LookupFunction {
  let next = 0;
  return (_hostname, _options, callback) => {
    const addresses = answers[Math.min(next, answers.length - 1)] ?? [];
    next += 1;
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
}

test('a name that is public and private at once, and private then, is refused both times', async () => {
  // That the very addresses are used that were checked is tested in address-guard.test.ts.
  let visits = 0;
  const server = await serving({
    '/': () => {
      visits += 1;
    },
  });
  const one = clientForTest({ lookup: resolving(['1.1.1.1', '127.0.0.1'], ['127.0.0.1']) });
  for (const _ of [1, 2]) {
    const failed = await refusal(one.fetch({ url: server.url('/', 'rebinding.example') }));
    expect(failed).toMatchObject({ code: 'refused', kind: 'private' });
  }
  expect(visits).toBe(0);
});

test('a connection that is still open is used for its own origin only, whatever the resolver says now', async () => {
  const server = await serving({ '/': (socket) => socket.write(ok('inside')) });
  const one = clientForTest({ lookup: resolving(['127.0.0.1']) });
  const asked = server.url('/', 'a.example');
  await one.fetch({ url: asked, allowPrivate: true });
  for (const host of ['a.example', 'b.example']) {
    const failed = await refusal(one.fetch({ url: server.url('/', host) }));
    expect(failed).toMatchObject({ code: 'refused', kind: 'private' });
  }
});
