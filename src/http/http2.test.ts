import type { ServerHttp2Stream } from 'node:http2';
import { createServer as createTlsServer, type TLSSocket } from 'node:tls';
import { expect, test } from 'vitest';
import { exchangeRecords } from '../warc/index.ts';
import { header } from './index.ts';
import { cert, key, serveHttp2 } from './testing/http2-loopback.ts';
import { listen, refusal } from './testing/loopback.ts';
import { clientForTest, closeAfterTest, trustInTests } from './testing/until-test-ends.ts';

trustInTests(cert);

async function serving(
  onStream: (stream: ServerHttp2Stream, path: string) => void,
  options: { readonly only?: boolean } = {},
) {
  const server = await serveHttp2(
    (stream, headers) => onStream(stream, headers[':path'] ?? ''),
    options,
  );
  closeAfterTest(server);
  return server;
}

function client(options = {}) {
  return clientForTest({
    lookup: (_name, _options, callback) => callback(null, [{ address: '127.0.0.1', family: 4 }]),
    ...options,
  });
}

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

test('an origin that offers HTTP/2 is asked over it, and the hop says so', async () => {
  const asked: string[] = [];
  const server = await serveHttp2((stream, headers) => {
    asked.push(JSON.stringify(headers));
    stream.respond([
      ...[':status', '200', 'x-a', '1', 'set-cookie', 'a=1', 'x-a', '2', 'x-b', 'caf\u00e9'],
      ...['set-cookie', 'b=2', 'content-type', 'text/plain'],
    ]);
    stream.end('你好');
  });
  closeAfterTest(server);
  const answer = await client().fetch({
    url: server.url('/a?b=%20#c'),
    allowPrivate: true,
    headers: [['Accept', 'text/plain']],
  });
  const [hop] = answer.hops;
  expect(text(answer.content)).toBe('你好');
  expect(hop).toMatchObject({
    status: 200,
    statusText: '',
    httpVersion: '2',
    remoteAddress: '127.0.0.1',
    startedAt: '2026-11-24T00:00:00.000Z',
  });
  expect(hop?.responseHeaders.slice(0, 6)).toEqual([
    ['x-a', '1'],
    ['set-cookie', 'a=1'],
    ['x-a', '2'],
    ['x-b', 'caf\u00e9'],
    ['set-cookie', 'b=2'],
    ['content-type', 'text/plain'],
  ]);
  expect(hop?.requestHeaders).toEqual([
    ['host', `localhost:${server.port}`],
    ['user-agent', 'Backissue/0.1 (+https://example.com/contact)'],
    ['accept-encoding', 'gzip, br, zstd'],
    ['accept', 'text/plain'],
  ]);
  expect(JSON.parse(asked[0] ?? '')).toEqual({
    ':method': 'GET',
    ':authority': `localhost:${server.port}`,
    ':scheme': 'https',
    ':path': '/a?b=%20',
    'user-agent': 'Backissue/0.1 (+https://example.com/contact)',
    'accept-encoding': 'gzip, br, zstd',
    accept: 'text/plain',
  });
});

test('an HTTP/2 exchange is written to WARC as HTTP/1.1 would say it', async () => {
  const server = await serving((stream) => {
    stream.respond({ ':status': 404, 'content-type': 'text/plain', date: 'x' });
    stream.end('no');
  });
  const { hops } = await client().fetch({ url: server.url('/a'), allowPrivate: true });
  const [hop] = hops;
  if (hop === undefined) throw new Error('no hop');
  const [response, request] = exchangeRecords(hop).records;
  const block = (record: typeof response) => text(record?.block ?? new Uint8Array());
  expect(block(response)).toBe('HTTP/1.1 404 \r\ncontent-type: text/plain\r\ndate: x\r\n\r\nno');
  expect(block(request)).toMatch(/^GET \/a HTTP\/1\.1\r\nhost: localhost:\d+\r\nuser-agent: /);
  for (const record of [response, request]) {
    expect(header(record?.headers ?? [], 'WARC-Protocol')).toBe('h2');
  }
});

test('requests to an origin share a connection, and the idle one is closed', async () => {
  const closed = Promise.withResolvers<void>();
  const server = await serving((stream, path) => {
    if (path === '/1') stream.session?.once('close', () => closed.resolve());
    stream.respond({ ':status': 200 });
    stream.end(path);
  });
  const one = client({ keepAliveMs: 150 });
  for (const path of ['/1', '/2', '/3']) {
    const answer = await one.fetch({ url: server.url(path), allowPrivate: true });
    expect(text(answer.content)).toBe(path);
  }
  expect(server.connections()).toBe(1);
  await closed.promise;
  expect((await one.fetch({ url: server.url('/4'), allowPrivate: true })).status).toBe(200);
  expect(server.connections()).toBe(2);
});

test('without HTTP/2 on either side HTTP/1.1 is spoken', async () => {
  const server = await serving((stream) => stream.respond({ ':status': 200 }, { endStream: true }));
  const plain = await client({ http2: false }).fetch({ url: server.url('/'), allowPrivate: true });
  expect(plain.hops[0]?.httpVersion).toBe('1.1');
  expect(text(plain.content)).toBe('HTTP/1.1');
});

test('the address guard holds for HTTP/2', async () => {
  const server = await serving((stream) => stream.respond({ ':status': 200 }, { endStream: true }));
  const one = client();
  expect(await refusal(one.fetch({ url: server.url('/') }))).toMatchObject({ kind: 'private' });
  await one.fetch({ url: server.url('/'), allowPrivate: true });
  expect(await refusal(one.fetch({ url: server.url('/') }))).toMatchObject({ kind: 'private' });
  expect(server.connections()).toBe(1);
});

test('redirects and conditional requests work as ever', async () => {
  const server = await serveHttp2((stream, headers) => {
    if (headers[':path'] === '/old') {
      stream.respond({ ':status': 308, location: '/new' }, { endStream: true });
    } else
      stream.respond(
        { ':status': headers['if-none-match'] === '"a"' ? 304 : 200 },
        { endStream: true },
      );
  });
  closeAfterTest(server);
  const answer = await client().fetch({ url: server.url('/old'), allowPrivate: true, etag: '"a"' });
  expect(answer).toMatchObject({ status: 304, permanentUrl: server.url('/new') });
  expect(answer.hops.map(({ httpVersion }) => httpVersion)).toEqual(['2', '2']);
});

test.each<readonly [string, string, string, (stream: ServerHttp2Stream) => void]>([
  [
    'a body shorter than it says',
    'protocol',
    '',
    (stream) => {
      stream.respond({ ':status': 200, 'content-length': '10' });
      stream.end('half');
    },
  ],
  [
    'a body longer than it says',
    'protocol',
    '',
    (stream) => {
      stream.respond({ ':status': 200, 'content-length': '2' });
      stream.end('too much');
    },
  ],
  [
    'a connection that drops within the body',
    'protocol',
    'broke off',
    (stream) => {
      stream.respond({ ':status': 200 });
      stream.write('half', () => stream.session?.destroy());
    },
  ],
  [
    'a stream that is reset within the body',
    'protocol',
    '',
    (stream) => {
      stream.respond({ ':status': 200 });
      stream.write('half', () => stream.destroy(new Error('fault')));
    },
  ],
  [
    'an endless body',
    'too-big',
    'larger than 100000 bytes',
    (stream) => {
      stream.respond({ ':status': 200 });
      pour(stream);
    },
  ],
  [
    'a body that announces too much',
    'too-big',
    'larger than 100000 bytes',
    (stream) => {
      stream.respond({ ':status': 200, 'content-length': '999999999' });
      stream.write('x');
    },
  ],
  [
    'a byte now and then',
    'timeout',
    'no whole answer in 0.4 s',
    (stream) => {
      stream.respond({ ':status': 200 });
      const drip = setInterval(() => stream.write('x'), 20);
      stream.once('close', () => clearInterval(drip));
    },
  ],
  [
    'a body that stops',
    'timeout',
    '',
    (stream) => {
      stream.respond({ ':status': 200 });
      stream.write('half');
    },
  ],
  ['no answer', 'timeout', '', () => undefined],
  [
    'early hints for ever',
    'timeout',
    'no whole answer',
    (stream) => {
      const hints = setInterval(
        () => stream.destroyed || stream.additionalHeaders({ ':status': 103 }),
        5,
      );
      stream.once('close', () => clearInterval(hints));
    },
  ],
])('%s ends as it must: %s', async (_, kind, said, answer) => {
  const server = await serving(answer);
  const ended = await refusal(
    client({ timeoutMs: 400 }).fetch({
      url: server.url('/'),
      allowPrivate: true,
      maxBytes: 100_000,
    }),
  );
  expect(ended).toMatchObject({ code: 'unreachable', kind });
  expect(ended.message).toContain(said);
});

function pour(stream: ServerHttp2Stream): void {
  while (!stream.destroyed && stream.write('x'.repeat(16_384)));
  if (!stream.destroyed) stream.once('drain', () => pour(stream));
}

test.each([
  [
    'too long',
    'too-big',
    Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`x-${i}`, 'y'.repeat(1000)])),
  ],
  [
    'too many',
    'protocol',
    Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`x-${i}`, 'y'])),
  ],
])('headers that are %s are not taken', async (_, kind, headers) => {
  const server = await serving(
    (stream) => stream.respond({ ':status': 200, ...headers }, { endStream: true }),
    { only: true },
  );
  expect(await refusal(client().fetch({ url: server.url('/'), allowPrivate: true }))).toMatchObject(
    {
      code: 'unreachable',
      kind,
    },
  );
});

test('hundreds of headers within 64 KiB are taken', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 300 }, (_, i) => [`x-${i}`, 'y'.repeat(50)]),
  );
  const server = await serving((stream) =>
    stream.respond({ ':status': 200, ...many }, { endStream: true }),
  );
  const answer = await client().fetch({ url: server.url('/'), allowPrivate: true });
  expect(answer.hops[0]?.httpVersion).toBe('2');
  expect(header(answer.headers, 'x-299')).toBe('y'.repeat(50));
});

test('a server that says goodbye while the connection is idle is asked on a new one', async () => {
  const server = await serving((stream) => {
    stream.respond({ ':status': 200 });
    stream.session?.goaway(0);
    stream.end('ok');
  });
  const one = client();
  for (const path of ['/1', '/2']) {
    const answer = await one.fetch({ url: server.url(path), allowPrivate: true });
    expect(answer.hops[0]?.httpVersion).toBe('2');
  }
  expect(server.connections()).toBe(2);
});

test('a server that drops the connection just as it is used again is asked once more', async () => {
  let streams = 0;
  const server = await serving((stream) => {
    streams += 1;
    if (streams === 2) return stream.session?.destroy();
    stream.respond({ ':status': 200 });
    return stream.end('ok');
  });
  const one = client();
  await one.fetch({ url: server.url('/1'), allowPrivate: true });
  const answer = await one.fetch({ url: server.url('/2'), allowPrivate: true });
  expect([text(answer.content), answer.hops[0]?.httpVersion, streams]).toEqual(['ok', '2', 3]);
});

test.each<readonly [string, (stream: ServerHttp2Stream) => void]>([
  ['asks for HTTP/1.1', (stream) => stream.close(13)],
  ['refuses every stream', (stream) => stream.close(7)],
  ['answers with a fault', (stream) => stream.close(2)],
  ['hangs up', (stream) => stream.session?.destroy()],
  [
    'sends too many headers over HTTP/2',
    (stream) =>
      stream.respond(
        {
          ':status': 200,
          ...Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`x-${i}`, 'y'])),
        },
        { endStream: true },
      ),
  ],
])('a server that %s is asked over HTTP/1.1, from then on', async (_, answer) => {
  let streams = 0;
  const server = await serving((stream) => {
    streams += 1;
    answer(stream);
  });
  const one = client();
  for (const path of ['/1', '/2']) {
    const { hops, content } = await one.fetch({ url: server.url(path), allowPrivate: true });
    expect([hops[0]?.httpVersion, text(content)]).toEqual(['1.1', 'HTTP/1.1']);
  }
  expect(streams).toBe(1);
});

test('a server that agrees to HTTP/2 and speaks HTTP/1.1 is asked again without the offer', async () => {
  const server = createTlsServer(
    { cert, key, ALPNProtocols: ['h2', 'http/1.1'] },
    (socket: TLSSocket) => {
      socket.on('error', () => socket.destroy());
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nold'));
    },
  );
  const loopback = await listen(server, 'https');
  closeAfterTest(loopback);
  const answer = await client().fetch({ url: loopback.url('/', 'localhost'), allowPrivate: true });
  expect([text(answer.content), answer.hops[0]?.httpVersion]).toEqual(['old', '1.1']);
});

test('close and signals end an exchange over HTTP/2', async () => {
  const asked = Promise.withResolvers<void>();
  const server = await serving((_, path) => path === '/running' && asked.resolve());
  const one = client();
  const controller = new AbortController();
  const ask = { allowPrivate: true, signal: controller.signal };
  const running = refusal(one.fetch({ ...ask, url: server.url('/running') }));
  await asked.promise;
  controller.abort();
  expect(await running).toMatchObject({ code: 'unreachable', kind: undefined });
  const waiting = refusal(one.fetch({ url: server.url('/waiting'), allowPrivate: true }));
  await one.close();
  expect(await waiting).toMatchObject({ code: 'unreachable', kind: undefined });
});
