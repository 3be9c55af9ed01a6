import type { IncomingMessage, ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { failureKind, failureRetryAfterMs } from './failure.ts';
import { createHostQueue } from './host-queue.ts';
import { createHttpClient } from './index.ts';
import { type Loopback, refusal, serve } from './testing/loopback.ts';
import { clientForTest, closeAfterTest } from './testing/until-test-ends.ts';

async function serving(
  listener: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<Loopback> {
  const server = await serve(listener);
  closeAfterTest(server);
  return server;
}

test('requests to one host go one at a time, in order, each a gap after the answer before began', async () => {
  const starts: (readonly [string | undefined, number])[] = [];
  let running = 0;
  const one = clientForTest({ hostGapMs: 1000 });
  const server = await serving((request, response) => {
    running += 1;
    expect(running).toBe(1);
    starts.push([request.url, one.clock.ms]);
    one.clock.ms += 300; // until it begins to answer
    setImmediate(() => {
      running -= 1;
      response.end();
    });
  });
  const begin = one.clock.ms;
  const paths = ['/1', '/2', '/3', '/4'];
  await Promise.all(paths.map((path) => one.fetch({ url: server.url(path), allowPrivate: true })));
  expect(starts).toEqual(paths.map((path, index) => [path, begin + index * 1300]));
  expect(one.waits).toEqual([1000, 1000, 1000]);
});

test('after an answer that takes longer than the gap the next request begins at once', async () => {
  let ms = 0;
  const waits: number[] = [];
  const queue = createHostQueue({
    now: () => ms,
    wait: async (waited) => void waits.push(waited),
    maxConcurrent: 1,
  });
  const turn = { host: 'a', url: '', gapMs: () => 1000, signal: new AbortController().signal };
  await queue.run(turn, async () => {
    ms += 300;
    queue.reached('a', ms);
    ms += 5000;
  });
  await queue.run(turn, async () => {});
  expect(waits).toEqual([]);
});

test('a request that fails is held to have come as late as it failed', async () => {
  const one = clientForTest({ hostGapMs: 1000 });
  const server = await serving((request, response) => {
    one.clock.ms += 3000;
    if (request.url === '/1') request.socket.destroy();
    else response.end();
  });
  await refusal(one.fetch({ url: server.url('/1'), allowPrivate: true }));
  await one.fetch({ url: server.url('/2'), allowPrivate: true });
  expect(one.waits).toEqual([1000]);
});

test('a clock that is set back makes nobody wait until it is there again', async () => {
  const one = clientForTest({ hostGapMs: 1000 });
  const server = await serving((_, response) => response.end());
  await one.fetch({ url: server.url('/1'), allowPrivate: true });
  one.clock.ms -= 86_400_000;
  await one.fetch({ url: server.url('/2'), allowPrivate: true });
  expect(one.waits).toEqual([1000]);
});

test('a host that asked to be left alone before a clock is set back is so for an hour at most', async () => {
  const one = clientForTest();
  let asked = 0;
  const server = await serving((_, response) => {
    asked += 1;
    if (asked === 1) response.writeHead(429, { 'retry-after': '7200' });
    response.end();
  });
  const page = { url: server.url('/1'), allowPrivate: true };
  await one.fetch(page);
  one.clock.ms -= 86_400_000;
  const refused = await one.fetch(page).catch((thrown: unknown) => thrown);
  expect([failureKind(refused), failureRetryAfterMs(refused)]).toEqual(['wait', 7_200_000]);
  one.clock.ms += 3_600_000;
  expect(await one.fetch(page)).toMatchObject({ status: 200 });
});

test('redirects and robots.txt stand in the same line', async () => {
  const one = clientForTest({ hostGapMs: 1000, robots: true });
  const server = await serving((request, response) => {
    if (request.url === '/a') response.writeHead(302, { Location: '/b' });
    response.end();
  });
  await one.fetch({ url: server.url('/a'), allowPrivate: true });
  expect(one.waits).toEqual([1000, 1000]);
});

test('a private host needs no gap unless it is given, a public one has a second', async () => {
  const server = await serving((_, response) => response.end());
  const near = clientForTest();
  for (const path of ['/1', '/2']) await near.fetch({ url: server.url(path), allowPrivate: true });
  expect(near.waits).toEqual([]);
  const named = clientForTest();
  const asked = server.url('/', 'localhost');
  for (let i = 0; i < 3; i += 1) await named.fetch({ url: asked, allowPrivate: true });
  expect(named.waits).toEqual([]);
});

test('a queue keeps hosts apart and holds no more than its bound at one time', async () => {
  const queue = createHostQueue({ now: () => 0, wait: async () => undefined, maxConcurrent: 3 });
  const signal = new AbortController().signal;
  let running = 0;
  let most = 0;
  const task = async () => {
    running += 1;
    most = Math.max(most, running);
    for (let i = 0; i < 10; i += 1) await Promise.resolve();
    running -= 1;
  };
  const turns = Array.from({ length: 40 }, (_, index) => {
    const host = `host-${index % 10}`;
    return queue.run({ host, url: `http://${host}/`, gapMs: () => 0, signal }, task);
  });
  await Promise.all(turns);
  expect(most).toBe(3);
  expect(running).toBe(0);
});

test('one who leaves the line lets the next one through', async () => {
  const queue = createHostQueue({ now: () => 0, wait: async () => undefined, maxConcurrent: 1 });
  const { promise: first, resolve: finish } = Promise.withResolvers<string>();
  const controller = new AbortController();
  const stay = new AbortController().signal;
  const turn = (host: string, signal: AbortSignal) => ({ host, url: '', gapMs: () => 0, signal });
  const done = [
    queue.run(turn('a', stay), () => first),
    queue.run(turn('a', controller.signal), async () => 'left in line'),
    queue.run(turn('b', controller.signal), async () => 'left before a slot'),
    queue.run(turn('a', stay), async () => 'next of a'),
    queue.run(turn('b', stay), async () => 'next of b'),
  ];
  const outcomes = Promise.allSettled(done);
  for (let i = 0; i < 10; i += 1) await Promise.resolve();
  controller.abort(new Error('gone'));
  finish('first');
  expect(
    (await outcomes).map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason))),
  ).toEqual(['first', 'Error: gone', 'Error: gone', 'next of a', 'next of b']);
});

test('a task that fails keeps nobody else from going', async () => {
  const queue = createHostQueue({ now: () => 0, wait: async () => undefined, maxConcurrent: 1 });
  const { signal } = new AbortController();
  const turn = { host: 'a', url: '', gapMs: () => 0, signal };
  const failing = queue.run(turn, () => Promise.reject(new Error('broken')));
  await expect(failing).rejects.toThrow('broken');
  expect(await queue.run(turn, async () => 'fine')).toBe('fine');
});

test('a host keeps its gap however many others have been visited since', async () => {
  let now = 0;
  const waits: number[] = [];
  const wait = async (ms: number) => void waits.push(ms);
  const queue = createHostQueue({ now: () => now, wait, maxConcurrent: 1 });
  const { signal } = new AbortController();
  const visit = (host: string) =>
    queue.run({ host, url: '', gapMs: () => 50_000, signal }, async () => undefined);
  for (let i = 0; i < 3000; i += 1) {
    now += 1;
    await visit(`host-${i}`);
  }
  await visit('host-2999');
  await visit('host-0');
  expect(waits).toEqual([50_000, 47_001]);
});

test('a gap longer than a minute is kept, too, however many others have been visited since', async () => {
  let now = 0;
  const waits: number[] = [];
  const wait = async (ms: number) => void waits.push(ms);
  const queue = createHostQueue({ now: () => now, wait, maxConcurrent: 1 });
  const { signal } = new AbortController();
  const visit = (host: string) =>
    queue.run({ host, url: '', gapMs: () => 600_000, signal }, async () => undefined);
  for (let i = 0; i < 2000; i += 1) {
    now += 100;
    await visit(`host-${i}`);
  }
  await visit('host-0');
  expect(waits).toEqual([400_100]);
});

test.each([429, 503])(
  'after %i with Retry-After the host is left alone so long',
  async (status) => {
    const server = await serving((_, response) => {
      response.writeHead(status, { 'Retry-After': '30' });
      response.end();
    });
    const one = clientForTest();
    const ask = { url: server.url('/'), allowPrivate: true };
    const answers = await Promise.all([one.fetch(ask), one.fetch(ask)]);
    expect(answers.map((answer) => answer.status)).toEqual([status, status]);
    expect(one.waits).toEqual([30_000]);
  },
);

test('a pause of more than a minute is told at once, and is over in an hour at most', async () => {
  let visits = 0;
  const server = await serving((_, response) => {
    visits += 1;
    if (visits === 1) response.writeHead(503, { 'Retry-After': '999999' });
    response.end();
  });
  const one = clientForTest();
  const ask = { url: server.url('/'), allowPrivate: true };
  await one.fetch(ask);
  expect(await refusal(one.fetch(ask))).toEqual({
    code: 'unreachable',
    kind: 'wait',
    message: `${ask.url}: the host asks to be left alone; try again after 2026-11-24T01:00:00.000Z.`,
  });
  expect(visits).toBe(1);
  one.clock.ms += 3_600_000;
  expect((await one.fetch(ask)).status).toBe(200);
});

test('Retry-After of other answers, or one that cannot be read, holds nobody up', async () => {
  const server = await serving((request, response) => {
    const busy = request.url === '/busy';
    response.writeHead(busy ? 503 : 200, { 'Retry-After': busy ? 'later' : '500' });
    response.end();
  });
  const one = clientForTest();
  for (const path of ['/busy', '/fine', '/busy']) {
    await one.fetch({ url: server.url(path), allowPrivate: true });
  }
  expect(one.waits).toEqual([]);
});

test('a fetch that waits for its turn can be stopped, by its signal and by close', async () => {
  const server = await serving((_, response) => response.end());
  // The real timer: a minute that nobody waits out.
  const one = createHttpClient({
    now: () => 0,
    userAgent: 'Backissue/0.1',
    robots: false,
    hostGapMs: 60_000,
  });
  await one.fetch({ url: server.url('/1'), allowPrivate: true });
  const controller = new AbortController();
  const ask = { url: server.url('/2'), allowPrivate: true };
  const stopped = refusal(one.fetch({ ...ask, signal: controller.signal }));
  const closed = refusal(one.fetch(ask));
  controller.abort();
  expect(await stopped).toMatchObject({ code: 'unreachable', kind: undefined });
  await one.close();
  expect(await closed).toMatchObject({ code: 'unreachable', kind: undefined });
});
