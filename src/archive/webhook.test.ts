import { createHmac } from 'node:crypto';
import { afterEach, expect, it } from 'vitest';
import { createHttpClient } from '../http/index.ts';
import { type Loopback, serve } from '../http/testing/loopback.ts';
import type { Url } from '../model/index.ts';
import type { ArchiveEvent } from './events.ts';
import { createWebhook } from './webhook.ts';

const now = () => Date.UTC(2026, 10, 24);
let server: Loopback;
afterEach(() => server.close());

const event = (id: string): ArchiveEvent => ({
  type: 'moved',
  source: { id, title: id, url: 'https://a.example/new' as Url },
  from: 'https://a.example/old' as Url,
});

/** A receiver that gives these answers in turn (0: none at all), and a webhook that sends to it. */
async function webhook(answers: readonly number[], secret?: string) {
  const got: { body: string; signature: string | undefined }[] = [];
  server = await serve((request, response) => {
    let body = '';
    request.on('data', (part) => {
      body += part;
    });
    request.on('end', () => {
      const status = answers[got.length] ?? 200;
      const signature = request.headers['x-backissue-signature']?.toString();
      got.push({ body, signature });
      if (status > 0) response.writeHead(status).end();
    });
  });
  const waits: number[] = [];
  const told: ArchiveEvent[] = [];
  /** Ends the wait at the close of the archive. */
  const over = Promise.withResolvers<void>();
  const http = createHttpClient({ now, userAgent: 'Backissue-test/1.0', hostGapMs: 0 });
  const hook = createWebhook(
    {
      http,
      now,
      delay: async (ms) => {
        waits.push(ms);
        if (ms === 5000) await over.promise;
      },
      tell: (one) => told.push(one),
    },
    { url: server.url('/hook'), ...(secret === undefined ? {} : { secret }) },
  );
  return { hook, got, waits, told, over: over.resolve, close: () => http.close() };
}

it('sends what is told of sources, signed, and nothing else', async () => {
  const { hook, got, close } = await webhook([], 'sesame');
  hook.hear({ type: 'imported', read: 1 });
  hook.hear(event('one'));
  await hook.settled();
  expect(got).toHaveLength(1);
  const [{ body, signature } = { body: '', signature: '' }] = got;
  expect(JSON.parse(body)).toMatchObject({ event: 'moved', at: '2026-11-24T00:00:00.000Z' });
  expect(signature).toBe(`sha256=${createHmac('sha256', 'sesame').update(body).digest('hex')}`);
  await close();
});

it('tries three times with longer and longer pauses, then gives up and goes on', async () => {
  const { hook, got, waits, told, close } = await webhook([500, 500, 302]);
  hook.hear(event('one'));
  hook.hear(event('two'));
  await hook.settled();
  expect(got.map(({ body }) => JSON.parse(body).source.id)).toEqual(['one', 'one', 'one', 'two']);
  expect(waits.filter((ms) => ms !== 5000)).toEqual([2000, 20_000]);
  expect(told).toEqual([
    expect.objectContaining({ type: 'warning', message: expect.stringMatching(/answered 302/) }),
  ]);
  await close();
});

it('gives up what still waits some seconds after the end', async () => {
  const { hook, got, told, over, close } = await webhook([0]);
  hook.hear(event('one'));
  hook.hear(event('two'));
  const settled = hook.settled();
  while (got.length === 0) await new Promise(setImmediate);
  over();
  await settled;
  expect(got).toHaveLength(1);
  expect(told).toHaveLength(2);
  await close();
});

it('holds no more messages than it can, and says so', async () => {
  const { hook, told, over, close } = await webhook([0]);
  for (let index = 0; index < 502; index += 1) hook.hear(event(`s${index}`));
  expect(told).toHaveLength(2);
  over();
  await hook.settled();
  await close();
});
