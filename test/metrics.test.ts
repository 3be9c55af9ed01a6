import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Archive } from '../src/archive/index.ts';
import { createMetrics, createReader, serveReader } from '../src/web/index.ts';
import { clock, openForTest, scratch } from './newspaper.ts';
import { rss, type Site, startSite, storyPage } from './small-site.ts';

const time = clock();
const { folder, clear } = scratch();
const closers: (() => Promise<void>)[] = [];
let archive: Archive;
let site: Site;
let token: string;
beforeAll(async () => {
  const path = '/2026/11/20/ferry-sails-again';
  site = await startSite({ '/feed': rss([path]), [path]: storyPage('Ferry sails') });
  archive = await openForTest(folder, time.now);
  await archive.follow(site.url('/feed'), { allowPrivate: true });
  await archive.fetch();
  await archive.accounts.begin('a long password');
  token = (await archive.accounts.makeToken('owner', 'prometheus')).secret;
});
afterAll(async () => {
  for (const close of closers) await close();
  await site.close();
  await archive.close();
  clear();
});

async function serve(own: Partial<Parameters<typeof createReader>[0]> = {}): Promise<string> {
  const reader = createReader({
    ...{ archive, now: time.now, title: 'A', timeZone: 'UTC', metrics: createMetrics() },
    access: { publicReading: true, trustedProxies: [] },
    ...own,
  });
  const { url, close } = await serveReader(reader, { host: '127.0.0.1', port: 0 });
  closers.push(close);
  return url;
}

it('tells an owner what there is and what was asked, in the text format', async () => {
  const url = await serve();
  await (await fetch(`${url}search?q=ferry`)).text();
  await (await fetch(`${url}no-such-page-at-all`)).text();
  const answer = await fetch(`${url}metrics`, { headers: { Authorization: `Bearer ${token}` } });
  expect(answer.headers.get('content-type')).toContain('version=0.0.4');
  const text = await answer.text();
  for (const line of [
    'backissue_recorded{of="articles"} 1',
    'backissue_sources{state="well"} 1',
    'backissue_waiting{queue="entries"} 0',
    'backissue_request_seconds_count{route="search",status="200"} 1',
    'backissue_request_seconds_count{route="other",status="404"} 1',
  ]) {
    expect(text.split('\n')).toContain(line);
  }
  expect(text).toMatch(/^backissue_bytes\{of="captures"\} [1-9]/m);
  expect(text).toMatch(/^nodejs_eventloop_lag_seconds /m);
  expect(text).toMatch(/^process_resident_memory_bytes /m);
});

it('shows metrics to nobody else, unless this machine itself may ask', async () => {
  const url = await serve();
  expect((await fetch(`${url}metrics`)).status).toBe(401);
  const local = await serve({ metricsFor: 'local' });
  expect((await fetch(`${local}metrics`)).status).toBe(200);
  const forwarded = { headers: { 'X-Forwarded-For': '203.0.113.9' } };
  expect((await fetch(`${local}metrics`, forwarded)).status).toBe(401);
  const off = await serve({ metricsFor: 'off' });
  expect((await fetch(`${off}metrics`)).status).toBe(404);
});

it('is live and ready, and says in a sentence why it is not', async () => {
  const fault = 'The schedule has ended no round since long ago; start it again.';
  const told = { fault: undefined as string | undefined };
  const access = { publicReading: false, trustedProxies: [] };
  const url = await serve({ access, scheduleFault: () => told.fault });
  expect(await (await fetch(`${url}livez`)).text()).toBe('OK');
  expect((await fetch(`${url}readyz`)).status).toBe(200);
  told.fault = fault;
  const answer = await fetch(`${url}readyz`);
  expect([answer.status, await answer.text()]).toEqual([503, fault]);
  expect(await (await fetch(`${url}healthcheck`)).text()).toBe('OK');
});
