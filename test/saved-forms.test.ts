import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Archive, ImportItem } from '../src/archive/index.ts';
import { instant, type Url } from '../src/model/index.ts';
import { createReader, type Listening, serveReader } from '../src/web/index.ts';
import { clock, openForTest, scratch } from './newspaper.ts';
import { logIn, type VisitingBrowser, visitingBrowser } from './visiting-browser.ts';
import { withoutWordEnds } from './without-word-ends.ts';

const password = 'a long password';
const time = clock();
const { folder, clear } = scratch();
let archive: Archive;
let listening: Listening;

async function* item(title: string): AsyncGenerator<ImportItem> {
  yield {
    path: `${title}.html`,
    outlet: { folder: 'evening', title: '港湾晚报' },
    url: `https://paper.test/${encodeURIComponent(title)}` as Url,
    title,
    observedAt: instant(time.now()),
    bytes: new TextEncoder().encode(title),
    contentType: 'text/html',
    html: '<p>大风中，渡轮今天停航，乘客改乘巴士。</p>',
  };
}

async function entered(name: string): Promise<VisitingBrowser> {
  const browser = visitingBrowser(listening.url);
  await logIn(browser, name, password);
  return browser;
}

beforeAll(async () => {
  archive = await openForTest(folder, time.now);
  await archive.accounts.begin(password);
  await archive.accounts.add({ name: 'mei', role: 'reader', password });
  await archive.accounts.add({ name: 'tom', role: 'editor', password });
  const reader = createReader({
    ...{ archive, now: time.now, title: 'The Archive', timeZone: 'UTC' },
    access: { publicReading: true, trustedProxies: [] },
  });
  listening = await serveReader(reader, { host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await listening.close();
  await archive.close();
  clear();
});

describe('saved searches in the reader', () => {
  it('are saved by an editor as they are asked for, and told as seen', async () => {
    const browser = await entered('tom');
    const asked = `/search?q=${encodeURIComponent('渡轮 since:2026')}`;
    const form = await (await browser.get(asked)).text();
    expect(form).toContain('name="query" value="渡轮 since:2026"');
    const fields = { query: '渡轮 since:2026', name: '船' };
    const saved = await browser.send(asked, '/saved', fields);
    const [{ id, text } = { id: '', text: '' }] = await archive.savedSearches();
    expect([saved.status, saved.headers.get('location'), text]).toEqual([
      303,
      `/saved/${id}`,
      '渡轮 since:2026',
    ]);
    const again = await browser.send(asked, '/saved', fields);
    expect([again.status, await again.text()]).toEqual([409, expect.stringContaining('船')]);
    const page = async () => await (await browser.get(`/saved/${id}`)).text();
    expect(await page()).not.toContain('Mark all as seen');
    time.pass(60_000);
    await archive.import(item('渡轮停航'));
    expect(await page()).toMatch(/1 new.*Mark all as seen.*New<\/strong>/s);
    const [, mark = ''] = /name="mark" value="(\d+)"/.exec(await page()) ?? [];
    const seen = await browser.send(`/saved/${id}`, `/saved/${id}/seen`, { mark });
    expect([seen.status, seen.headers.get('location')]).toEqual([303, `/saved/${id}`]);
    expect(withoutWordEnds(await page())).toMatch(/0 new.*渡轮停航/s);
  });

  it('stay news where a mark was of no hit yet', async () => {
    const browser = await entered('tom');
    const { id } = await archive.saveSearch({ name: '车', text: '巴士' });
    const see = async (mark: string) =>
      (await browser.send(`/search?q=x`, `/saved/${id}/seen`, { mark })).status;
    expect(await see('999999999999999')).toBe(303);
    expect(await see('-1')).toBe(400);
    time.pass(60_000);
    await archive.import(item('巴士加班'));
    expect(await archive.savedSearch('车')).toMatchObject({ fresh: 1 });
  });

  it('are saved by no reader, no stranger and no page of another site', async () => {
    const before = await archive.savedSearches();
    const fields = { query: '港口', name: '港' };
    const [mei, tom] = [await entered('mei'), await entered('tom')];
    expect(await (await mei.get('/search?q=x')).text()).not.toContain('action="/saved"');
    const refused = await mei.send('/account', '/saved', fields);
    expect([refused.status, await refused.text()]).toEqual([
      403,
      expect.stringContaining('editors and owners'),
    ]);
    const look = await mei.send('/account', `/saved/${before[0]?.id}/seen`, { mark: '1' });
    expect(look.status).toBe(403);
    const stranger = visitingBrowser(listening.url);
    expect(await (await stranger.get('/search?q=x')).text()).not.toContain('action="/saved"');
    expect((await stranger.send('/login', '/saved', fields)).status).toBe(303);
    const foreign = { 'Sec-Fetch-Site': 'cross-site' };
    expect((await tom.send('/search?q=x', '/saved', fields, foreign)).status).toBe(403);
    expect((await tom.send('/search?q=x', '/saved', { ...fields, proof: 'x' })).status).toBe(403);
    expect(await archive.savedSearches()).toEqual(before);
  });

  it('are written by nobody where nobody logs in', async () => {
    const rest = { archive, now: time.now, title: 'The Archive', timeZone: 'UTC' };
    const reader = createReader(rest);
    const body = new URLSearchParams({ query: '港口', name: '港' });
    expect((await reader.request('/saved', { method: 'POST', body })).status).toBe(403);
    expect(await (await reader.request('/search?q=x')).text()).not.toContain('action="/saved"');
  });
});
