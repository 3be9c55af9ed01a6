import type { Socket } from 'node:net';
import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { type Loopback, refusal, serve, serveBytes } from './testing/loopback.ts';
import { clientForTest, closeAfterTest } from './testing/until-test-ends.ts';

/** A server that waits for a request and then does as told. */
async function answering(answer: (socket: Socket) => void): Promise<Loopback> {
  const server = await serveBytes((socket) => socket.once('data', () => answer(socket)));
  closeAfterTest(server);
  return server;
}

/** Writes for as long as the other side reads. */
function pour(socket: Socket, chunk: string): void {
  while (!socket.destroyed && socket.write(chunk));
  if (!socket.destroyed) socket.once('drain', () => pour(socket, chunk));
}

test('an endless body ends at the limit, and so does its connection', async () => {
  const { promise: left, resolve } = Promise.withResolvers<void>();
  const server = await answering((socket) => {
    socket.once('close', () => resolve());
    socket.write('HTTP/1.1 200 OK\r\n\r\n');
    pour(socket, 'x'.repeat(65_536));
  });
  const ask = { url: server.url('/'), allowPrivate: true, maxBytes: 1_000_000 };
  expect(await refusal(clientForTest().fetch(ask))).toEqual({
    code: 'unreachable',
    kind: 'too-big',
    message: `${server.url('/')}: its body is larger than 1000000 bytes; raise the limit or leave it out.`,
  });
  await left;
});

test('a body that announces too much is not read to the end', async () => {
  const server = await answering((socket) =>
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\nx'),
  );
  expect(
    await refusal(clientForTest().fetch({ url: server.url('/'), allowPrivate: true })),
  ).toMatchObject({
    kind: 'too-big',
  });
});

test('a body of exactly the limit is taken', async () => {
  const server = await serve((_, response) => response.end('x'.repeat(1000)));
  closeAfterTest(server);
  const ask = { url: server.url('/'), allowPrivate: true };
  expect((await clientForTest().fetch({ ...ask, maxBytes: 1000 })).content.length).toBe(1000);
  expect(await refusal(clientForTest().fetch({ ...ask, maxBytes: 999 }))).toMatchObject({
    kind: 'too-big',
  });
});

test.each([
  ['says nothing', ''],
  ['stops within its headers', 'HTTP/1.1 200 OK\r\nX-Slow: '],
  ['stops within its body', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf'],
])('a server that %s is left after the time allowed', async (_, beginning) => {
  const { promise: left, resolve } = Promise.withResolvers<void>();
  const server = await answering((socket) => {
    socket.once('close', () => resolve());
    if (beginning !== '') socket.write(beginning);
  });
  const slow = await refusal(
    clientForTest({ timeoutMs: 250 }).fetch({ url: server.url('/'), allowPrivate: true }),
  );
  expect(slow).toMatchObject({ code: 'unreachable', kind: 'timeout' });
  await left;
});

test('a server that sends a byte now and then gains no time by it', async () => {
  let drip: NodeJS.Timeout | undefined;
  const server = await answering((socket) => {
    socket.write('HTTP/1.1 200 OK\r\n\r\n');
    drip = setInterval(() => socket.destroyed || socket.write('x'), 20);
  });
  const slow = await refusal(
    clientForTest({ timeoutMs: 300 }).fetch({ url: server.url('/'), allowPrivate: true }),
  );
  clearInterval(drip);
  expect(slow).toEqual({
    code: 'unreachable',
    kind: 'timeout',
    message: `${server.url('/')}: no whole answer in 0.3 s; try again later.`,
  });
});

test('endless headers, also of answers before the answer, are cut off', async () => {
  const headers = await answering((socket) => {
    socket.write('HTTP/1.1 200 OK\r\n');
    pour(socket, `X-More: ${'x'.repeat(1000)}\r\n`);
  });
  expect(
    await refusal(clientForTest().fetch({ url: headers.url('/'), allowPrivate: true })),
  ).toMatchObject({
    kind: 'too-big',
  });
  const hints = await answering((socket) =>
    pour(socket, 'HTTP/1.1 103 Early Hints\r\nX: y\r\n\r\n'),
  );
  const one = clientForTest({ timeoutMs: 300 });
  expect(await refusal(one.fetch({ url: hints.url('/'), allowPrivate: true }))).toMatchObject({
    kind: 'timeout',
  });
});

test.each([
  ['a body shorter than it says', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf'],
  ['a chunk that never ends', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nha'],
  ['chunks without the last', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nha\r\n'],
  ['a chunk of no size', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n'],
  ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
  ['a length that is none', 'HTTP/1.1 200 OK\r\nContent-Length: ten\r\n\r\nab'],
  ['another protocol', 'SSH-2.0-OpenSSH_9.9\r\n'],
  ['a status that is none', 'HTTP/1.1 abc Fine\r\n\r\n'],
  ['a control character in a header', 'HTTP/1.1 200 OK\r\nX: a\0b\r\n\r\nab'],
])('%s is no answer', async (_, bytes) => {
  const server = await answering((socket) => socket.end(bytes));
  const broken = await refusal(clientForTest().fetch({ url: server.url('/'), allowPrivate: true }));
  expect(broken).toMatchObject({ code: 'unreachable', kind: 'protocol' });
  expect(broken.message).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/: [^\n]+; try again later\.$/);
});

const zeros = Buffer.alloc(50_000_000);
test.each([
  ['gzip', gzipSync(zeros)],
  ['br', brotliCompressSync(zeros)],
  ['zstd', zstdCompressSync(zeros)],
  ['gzip, gzip', gzipSync(gzipSync(zeros))],
])('a bomb of %s is not unpacked', async (coding, bomb) => {
  const server = await serve((_, response) => {
    response.writeHead(200, { 'Content-Encoding': coding });
    response.end(bomb);
  });
  closeAfterTest(server);
  const refused = await refusal(
    clientForTest().fetch({ url: server.url('/'), allowPrivate: true }),
  );
  expect(refused).toMatchObject({ code: 'unreachable', kind: 'too-big' });
  expect(refused.message).toContain('unpacks to more than');
});

test('a failure leaves the client in order', async () => {
  let count = 0;
  const server = await answering((socket) => {
    count += 1;
    socket.end(count === 1 ? 'nonsense\r\n\r\n' : 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
  });
  const one = clientForTest();
  const ask = { url: server.url('/'), allowPrivate: true };
  expect((await refusal(one.fetch(ask))).kind).toBe('protocol');
  expect((await one.fetch(ask)).status).toBe(200);
});
