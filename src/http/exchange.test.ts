import { expect, test } from 'vitest';
import { ArchiveError } from '../model/index.ts';
import { header } from './index.ts';
import { clockedClient, refusal, serve, serveBytes } from './testing/loopback.ts';
import { clientForTest, opened } from './testing/until-test-ends.ts';

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

test('an answer holds what was sent and what came, names and bytes as they were', async () => {
  const received: string[][] = [];
  const server = await opened(
    serve((request, response) => {
      received.push([`${request.method} ${request.url}`, ...request.rawHeaders]);
      response.writeHead(200, 'Fine', [
        'X-ODD-Name',
        'a',
        'x-odd-name',
        'b',
        'Content-Type',
        'text/plain',
      ]);
      response.end('你好');
    }),
  );
  const answer = await clientForTest().fetch({ url: server.url('/a?b=%20#c'), allowPrivate: true });
  const [hop] = answer.hops;
  expect(answer).toMatchObject({ status: 200, askedUrl: server.url('/a?b=%20#c') });
  expect(text(answer.content)).toBe('你好');
  expect(hop).toMatchObject({
    statusText: 'Fine',
    httpVersion: '1.1',
    remoteAddress: '127.0.0.1',
    startedAt: '2026-11-24T00:00:00.000Z',
  });
  expect(hop?.responseHeaders.slice(0, 3)).toEqual([
    ['X-ODD-Name', 'a'],
    ['x-odd-name', 'b'],
    ['Content-Type', 'text/plain'],
  ]);
  expect([['GET /a?b=%20', ...(hop?.requestHeaders.flat() ?? [])]]).toEqual(received);
  expect(header(answer.headers, 'CONTENT-TYPE')).toBe('text/plain');
  expect(header(answer.headers, 'etag')).toBeUndefined();
});

test.each([204, 304, 400, 404, 410, 429, 451, 500, 503])(
  'status %i is an answer',
  async (status) => {
    const server = await opened(
      serve((_, response) => {
        response.statusCode = status;
        response.end();
      }),
    );
    const answer = await clientForTest().fetch({ url: server.url('/'), allowPrivate: true });
    expect(answer.status).toBe(status);
    expect(answer.content.length).toBe(0);
  },
);

test('etag and last-modified make the request conditional, unless they cannot be sent', async () => {
  const server = await opened(
    serve((request, response) => {
      const { 'if-none-match': etag, 'if-modified-since': since } = request.headers;
      response.statusCode = etag === '"a"' && since === 'Tue, 24 Nov 2026 00:00:00 GMT' ? 304 : 200;
      response.end(JSON.stringify(request.headers));
    }),
  );
  const ask = { url: server.url('/'), allowPrivate: true };
  const lastModified = 'Tue, 24 Nov 2026 00:00:00 GMT';
  const first = await clientForTest().fetch({ ...ask, etag: '"a"', lastModified });
  expect(first.status).toBe(304);
  const second = await clientForTest().fetch({ ...ask, etag: '"新"', lastModified: 'a\r\nX: y' });
  expect(second.status).toBe(200);
  expect(text(second.content)).not.toContain('if-');
});

test('own headers take the place of the standard ones, and bad ones are named', async () => {
  const server = await opened(
    serve((request, response) => response.end(JSON.stringify(request.headers))),
  );
  const ask = { url: server.url('/'), allowPrivate: true };
  const answer = await clientForTest().fetch({
    ...ask,
    headers: [['accept', 'application/rss+xml']],
  });
  expect(JSON.parse(text(answer.content))).toMatchObject({ accept: 'application/rss+xml' });
  for (const bad of [
    ['Host', 'x'],
    ['a b', 'c'],
    ['X', 'a\nb'],
    ['X', '新'],
  ] as const) {
    expect(await refusal(clientForTest().fetch({ ...ask, headers: [bad] }))).toMatchObject({
      code: 'invalid',
    });
  }
});

test('a chunked body is kept without its chunks', async () => {
  const server = await opened(
    serve((_, response) => {
      response.write('one ');
      response.end('two');
    }),
  );
  const answer = await clientForTest().fetch({ url: server.url('/'), allowPrivate: true });
  expect(header(answer.headers, 'transfer-encoding')).toBe('chunked');
  expect(text(answer.hops[0]?.body ?? new Uint8Array())).toBe('one two');
});

test('a body that ends with its connection is whole', async () => {
  const server = await opened(
    serveBytes((socket) =>
      socket.once('data', () => socket.end('HTTP/1.0 200 OK\r\n\r\nold news')),
    ),
  );
  const answer = await clientForTest().fetch({ url: server.url('/'), allowPrivate: true });
  expect(text(answer.content)).toBe('old news');
});

test('a connection that the server dropped while idle costs one more try, not the answer', async () => {
  let connections = 0;
  const server = await opened(
    serveBytes((socket) => {
      connections += 1;
      const first = connections === 1;
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
        // Hangs up on the second request of its first connection.
        if (first) socket.once('data', () => socket.destroy());
      });
    }),
  );
  const one = clientForTest();
  await one.fetch({ url: server.url('/1'), allowPrivate: true });
  const answer = await one.fetch({ url: server.url('/2'), allowPrivate: true });
  expect(text(answer.content)).toBe('ok');
  expect(connections).toBe(2);
});

test('a server that hangs up on a new connection is not asked twice', async () => {
  let connections = 0;
  const server = await opened(
    serveBytes((socket) => {
      connections += 1;
      socket.once('data', () => socket.destroy());
    }),
  );
  expect(
    await refusal(clientForTest().fetch({ url: server.url('/'), allowPrivate: true })),
  ).toMatchObject({
    code: 'unreachable',
    kind: 'connect',
  });
  expect(connections).toBe(1);
});

test('a closed port, an unknown name and a resolver out of order are told apart', async () => {
  const server = await serve(() => undefined);
  const closed = server.url('/');
  await server.close();
  expect(await refusal(clientForTest().fetch({ url: closed, allowPrivate: true }))).toEqual({
    code: 'unreachable',
    kind: 'connect',
    message: `${closed}: the connection was refused; check the port, or try again later.`,
  });
  for (const code of ['ENOTFOUND', 'EAI_AGAIN']) {
    const lookup = (
      _name: string,
      _options: object,
      callback: (error: Error, address: string) => void,
    ) => callback(Object.assign(new Error(code), { code }), '');
    const gone = await refusal(
      clientForTest({ lookup }).fetch({ url: server.url('/', 'paper.example') }),
    );
    expect(gone).toMatchObject({ code: 'unreachable', kind: 'dns' });
  }
});

test('a signal and close stop a fetch, also one not yet begun', async () => {
  const asked = Promise.withResolvers<void>();
  const server = await opened(serve(() => asked.resolve()));
  const controller = new AbortController();
  const one = clientForTest();
  const running = refusal(
    one.fetch({ url: server.url('/'), allowPrivate: true, signal: controller.signal }),
  );
  const waiting = refusal(one.fetch({ url: server.url('/'), allowPrivate: true }));
  await asked.promise;
  controller.abort();
  expect(await running).toMatchObject({ code: 'unreachable', kind: undefined });
  await one.close();
  expect(await waiting).toMatchObject({ code: 'unreachable', kind: undefined });
  const late = await refusal(one.fetch({ url: server.url('/'), allowPrivate: true }));
  expect(late.message).toBe(
    `${server.url('/')}: the fetch was stopped before it ended; run it again.`,
  );
});

test.each([
  { hostGapMs: -1 },
  { timeoutMs: 0 },
  { maxConcurrent: Number.NaN },
  { userAgent: '' },
  { userAgent: 'Back issue' },
  { userAgent: 'Backissue/0.1\r\nX: y' },
])('the options %j are refused at the door', (options) => {
  expect(() => clockedClient(options)).toThrow(ArchiveError);
});
