import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { clockedClient, type Loopback, listen } from './testing/loopback.ts';
import { closeAfterTest } from './testing/until-test-ends.ts';

const warnings: string[] = [];
const warned = (warning: Error) => warnings.push(warning.message);
process.on('warning', warned);
afterAll(() => {
  process.off('warning', warned);
});

const hosts = 250;

/** A server that knows how many connections are open, and when the last one has gone. */
async function counting(): Promise<
  Loopback & { opened(): number; most(): number; allGone(): Promise<void> }
> {
  const sockets = new Set<Socket>();
  let whenGone = (): void => undefined;
  let [opened, running, most] = [0, 0, 0];
  const server = createServer((request, response) => {
    running += 1;
    most = Math.max(most, running);
    setImmediate(() => {
      running -= 1;
      response.end(request.headers.host);
    });
  });
  server.on('connection', (socket) => {
    opened += 1;
    sockets.add(socket);
    socket.once('close', () => {
      sockets.delete(socket);
      if (sockets.size === 0) whenGone();
    });
  });
  const allGone = () =>
    new Promise<void>((done) => {
      whenGone = done;
      if (sockets.size === 0) done();
    });
  const loopback = await listen(server);
  closeAfterTest(loopback);
  return { ...loopback, opened: () => opened, most: () => most, allGone };
}

test('hundreds of hosts are polled side by side, bounded, and their connections are let go', async () => {
  const server = await counting();
  let lookups = 0;
  const one = clockedClient({
    robots: true,
    maxConcurrent: 16,
    keepAliveMs: 100,
    lookup: (_name, _options, callback) => {
      lookups += 1;
      callback(null, [{ address: '127.0.0.1', family: 4 }]);
    },
  });
  closeAfterTest(one);
  const signal = new AbortController().signal;
  const poll = (index: number) =>
    one.fetch({ url: server.url(`/${index}`, `h${index}.example`), allowPrivate: true, signal });
  const answers = await Promise.all(Array.from({ length: hosts }, (_, index) => poll(index)));
  expect(answers.every(({ status }) => status === 200)).toBe(true);
  expect(server.most()).toBeLessThanOrEqual(16);
  await server.allGone(); // Nothing was closed by us: idle connections end by themselves.
  expect(server.opened()).toBeLessThanOrEqual(2 * hosts);
  expect(lookups).toBe(server.opened());
  await poll(7);
  expect(warnings).toEqual([]); // no MaxListenersExceededWarning
});

test('a host whose answer takes its time keeps nobody else waiting', async () => {
  const slow = Promise.withResolvers<void>();
  const server = await listen(
    createServer((request, response) => {
      if (request.headers.host?.startsWith('slow') === true)
        slow.promise.then(() => response.end());
      else response.end();
    }),
  );
  closeAfterTest(server);
  const one = clockedClient({
    maxConcurrent: 2,
    lookup: (_name, _options, callback) => callback(null, [{ address: '127.0.0.1', family: 4 }]),
  });
  closeAfterTest(one);
  const fetch = (host: string) =>
    one.fetch({ url: server.url('/', `${host}.example`), allowPrivate: true });
  // Ten requests stand in line for the slow host, and hold one place between them.
  const waiting = Promise.all(Array.from({ length: 10 }, () => fetch('slow')));
  for (let i = 0; i < 20; i += 1) expect((await fetch(`quick${i}`)).status).toBe(200);
  slow.resolve();
  await waiting;
});
