import { request as ask } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Archive } from '../src/archive/index.ts';
import { createReader, type Listening, serveReader } from '../src/web/index.ts';
import { clock, openForTest, scratch } from './newspaper.ts';
import { quayPage as page, quayPath as path } from './quay-story.ts';
import { startSite } from './small-site.ts';

const time = clock();
const place = scratch();
const closers: (() => Promise<void>)[] = [];
let archive: Archive;
let id: string;

beforeAll(async () => {
  const site = await startSite({ [path]: page('Quay.') });
  closers.push(() => site.close());
  archive = await openForTest(place.folder, time.now, { ledger: {} });
  await archive.capture(site.url(path), { allowPrivate: true });
  await archive.publishLedger();
  id = (await archive.article(site.url(path))).article.id;
});
afterAll(async () => {
  for (const close of closers) await close();
  await archive.close();
  place.clear();
});

interface Held {
  /** Each file is made once this is over. */
  until?: Promise<unknown>;
  /** Called where a file begins to be made. */
  begun?: () => void;
}

/** A reader behind a proxy on this machine, which tells who asks. */
async function serve({ until, begun }: Held = {}): Promise<Listening> {
  const evidence: Archive['evidence'] = async (...asked) => {
    begun?.();
    await until;
    return await archive.evidence(...asked);
  };
  const reader = createReader({
    ...{ archive: { ...archive, evidence }, now: time.now, title: 'A', timeZone: 'UTC' },
    access: { publicReading: true, trustedProxies: ['127.0.0.1'] },
  });
  const listening = await serveReader(reader, { host: '127.0.0.1', port: 0 });
  closers.push(() => listening.close());
  return listening;
}

const asked = (reader: Listening, from: string, how: RequestInit = {}) =>
  fetch(`${reader.url}article/${id}/evidence.html`, {
    ...how,
    headers: { 'X-Forwarded-For': from, ...how.headers },
  });

/** Reads the answer to its end. */
const statusOf = async (reader: Listening, from: string, how: RequestInit = {}) => {
  const answer = await asked(reader, from, how);
  await answer.arrayBuffer();
  return answer.status;
};

it('makes ten evidence files in ten minutes for one asker, and says when there are more', async () => {
  const reader = await serve();
  for (let count = 0; count < 10; count += 1) {
    expect(await statusOf(reader, '192.0.2.1')).toBe(200);
  }
  const refused = await asked(reader, '192.0.2.1', { headers: { 'Accept-Language': 'zh-CN' } });
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '600']);
  expect(await refused.text()).toContain('证据文件过多，请 10 分钟后再试');
  expect(await statusOf(reader, '192.0.2.2')).toBe(200);
  time.pass(10 * 60_000);
  expect(await statusOf(reader, '192.0.2.1')).toBe(200);
});

it('takes the addresses of one IPv6 network for one asker', async () => {
  const reader = await serve();
  for (let count = 1; count <= 10; count += 1) {
    expect(await statusOf(reader, `2001:db8:0:1::${count}`)).toBe(200);
  }
  expect(await statusOf(reader, '2001:db8:0:1::ffff')).toBe(429);
  expect(await statusOf(reader, '2001:db8:0:2::1')).toBe(200);
});

it('makes sixty in ten minutes for all askers together', async () => {
  const reader = await serve();
  for (let count = 0; count < 60; count += 1) {
    expect(await statusOf(reader, `192.0.2.${count}`)).toBe(200);
  }
  expect(await statusOf(reader, '198.51.100.1')).toBe(429);
});

it('makes one at a time for one asker, and four for all', async () => {
  const free = Promise.withResolvers<void>();
  let begun = 0;
  const reader = await serve({
    until: free.promise,
    begun: () => {
      begun += 1;
    },
  });
  const made = [1, 2, 3, 4].map((from) => statusOf(reader, `192.0.2.${from}`));
  // Whoever asked before the fourth had begun would have its turn.
  await expect.poll(() => begun).toBe(4);
  expect(await statusOf(reader, '198.51.100.1')).toBe(429);
  expect(await statusOf(reader, '192.0.2.1')).toBe(429);
  free.resolve();
  expect(await Promise.all(made)).toEqual([200, 200, 200, 200]);
  expect(await statusOf(reader, '198.51.100.2')).toBe(200);
});

it('gives the turn back of whoever goes away, has the file already, asks for its head or names no article', async () => {
  const reader = await serve();
  const from = '192.0.2.9';
  await new Promise<void>((resolve, reject) => {
    const url = `${reader.url}article/${id}/evidence.html`;
    const going = ask(url, { headers: { 'X-Forwarded-For': from } }, (answer) => {
      answer.destroy();
      resolve();
    });
    going.on('error', reject).end();
  });
  await expect.poll(() => statusOf(reader, from)).toBe(200);
  const head = await asked(reader, from, { method: 'HEAD' });
  expect(head.status).toBe(200);
  const tag = head.headers.get('etag') ?? '';
  expect(await statusOf(reader, from, { headers: { 'If-None-Match': tag } })).toBe(304);
  const none = await fetch(`${reader.url}article/no-such/evidence.html`, {
    headers: { 'X-Forwarded-For': from },
  });
  expect(none.status).toBe(404);
  expect(await statusOf(reader, from)).toBe(200);
});
