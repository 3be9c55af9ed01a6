import { once } from 'node:events';
import { request } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Archive, ImportItem } from '../src/archive/index.ts';
import { instant, type Url } from '../src/model/index.ts';
import { createReader, type Listening, serveReader } from '../src/web/index.ts';
import { clock, openForTest, scratch } from './newspaper.ts';
import { logIn, type VisitingBrowser, visitingBrowser } from './visiting-browser.ts';

const password = 'a long password';
const time = clock();
const { folder, clear } = scratch();
let archive: Archive;
let listening: Listening;
let mei: VisitingBrowser;

async function* items(...told: readonly (readonly [string, string, string])[]) {
  for (const [outlet, title, text] of told) {
    const item: ImportItem = {
      path: `${outlet}/${title}.html`,
      outlet: { folder: outlet, title: outlet },
      url: `https://${outlet}.test/${title}` as Url,
      title,
      observedAt: instant(time.now()),
      bytes: new TextEncoder().encode(text),
      contentType: 'text/html',
      html: `<p>${text}</p>`,
    };
    yield item;
  }
}

const bridge = 'The bridge over the harbour is closed until Friday, the council said on Monday.';
const ferry = 'The ferry to the island sails every hour again from today, its owner said.';
const page = async (path: string, browser = mei) => await (await browser.get(path)).text();
const idOf = async (outlet: string, title: string) =>
  (await archive.article(`https://${outlet}.test/${title}`)).article.id;
const headlines = (html: string) =>
  [...html.matchAll(/<h[234] class="headline">(.*?)<\/h/gs)].map(([, inner = '']) =>
    inner.replace(/<[^>]+>/g, ''),
  );

beforeAll(async () => {
  archive = await openForTest(folder, time.now);
  await archive.accounts.begin(password);
  await archive.accounts.add({ name: 'mei', role: 'reader', password });
  const reader = createReader({
    ...{ archive, now: time.now, title: 'The Archive', timeZone: 'UTC' },
    access: { publicReading: true, trustedProxies: [] },
  });
  listening = await serveReader(reader, { host: '127.0.0.1', port: 0 });
  mei = visitingBrowser(listening.url);
  await logIn(mei, 'mei', password);
});
afterAll(async () => {
  await listening.close();
  await archive.close();
  clear();
});

let round = 0;
let [one, other] = ['', ''];
/** Two outlets with an article each that nobody has read. */
beforeEach(async () => {
  time.pass(60_000);
  round += 1;
  one = `bridge-${round}`;
  other = `ferry-${round}`;
  const user = await archive.accounts.user('mei');
  await archive.accounts.markAllRead(user.id, { before: instant(time.now()) });
  time.pass(60_000);
  await archive.import(items(['courier', one, bridge], ['gazette', other, ferry]));
});

describe('what is unread', () => {
  it('is shown in lists until it is opened', async () => {
    const id = await idOf('courier', one);
    expect(headlines(await page('/'))).toEqual(
      expect.arrayContaining([`Unread: ${one}`, `Unread: ${other}`]),
    );
    expect(await page('/')).toContain('2 unread');
    expect(await page(`/search?q=${one}`)).toContain('Unread: ');
    await page(`/article/${id}`);
    const front = headlines(await page('/'));
    expect(front).toEqual(expect.arrayContaining([one, `Unread: ${other}`]));
    expect(headlines(await page('/unread'))).toEqual([`Unread: ${other}`]);
    expect(await page(`/search?q=${one}`)).not.toContain('Unread: ');
  });

  it('is not read by a browser that fetches ahead, asks for the head alone, or shows an old revision', async () => {
    const path = `/article/${await idOf('courier', one)}`;
    await mei.get(path, { 'Sec-Purpose': 'prefetch;prerender' });
    await mei.get(path, { Purpose: 'prefetch' });
    await mei.get(path, { 'Sec-Fetch-Dest': 'image' });
    await mei.get(path, { 'Sec-Fetch-Dest': 'empty' });
    await mei.get(`${path}/1`);
    await fetch(new URL(path, listening.url), {
      method: 'HEAD',
      headers: { Cookie: `backissue_session=${mei.cookies.get('backissue_session')}` },
    });
    expect(headlines(await page('/unread'))).toContain(`Unread: ${one}`);
  });

  it('is read where a worker of the reader passes the page on', async () => {
    const path = `/article/${await idOf('courier', one)}`;
    const headers = {
      Cookie: `backissue_session=${mei.cookies.get('backissue_session')}`,
      'Sec-Fetch-Dest': 'empty',
      'Sec-Fetch-Mode': 'navigate',
    };
    // What `fetch` says of itself cannot be said otherwise.
    const [answer] = await once(
      request(new URL(path, listening.url), { headers }).end(),
      'response',
    );
    answer.resume();
    await once(answer, 'end');
    expect(headlines(await page('/unread'))).toEqual([`Unread: ${other}`]);
  });

  it('is not read by a program of the same user', async () => {
    const { secret } = await archive.accounts.makeToken('mei', 'a program');
    const path = `/article/${await idOf('courier', one)}`;
    const program = visitingBrowser(listening.url);
    await program.get(path, { Authorization: `Bearer ${secret}` });
    expect(headlines(await page('/unread'))).toContain(`Unread: ${one}`);
  });

  it('is kept so by a button, and read by the same', async () => {
    const path = `/article/${await idOf('courier', one)}`;
    expect(await page(path)).toMatch(/value="0" data-key="m">Mark unread/);
    const kept = await mei.send(path, `${path}/marks`, { read: '0' });
    expect([kept.status, kept.headers.get('location')]).toEqual([303, `${path}?unread=1`]);
    expect(await page(`${path}?unread=1`)).toMatch(
      /Kept unread.*value="1" data-key="m">Mark read/s,
    );
    expect(headlines(await page('/unread'))).toContain(`Unread: ${one}`);
    const read = await mei.send(`${path}?unread=1`, `${path}/marks`, { read: '1' });
    expect(read.headers.get('location')).toBe(path);
    expect(headlines(await page('/unread'))).toEqual([`Unread: ${other}`]);
  });

  it('is told of a folder, whose page has it too', async () => {
    const folder = await page('/folder?name=courier');
    expect(headlines(folder)[0]).toBe(`Unread: ${one}`);
    expect(folder).toContain('href="/folder.atom?name=courier"');
    expect(await page('/sources')).toContain('<a href="/folder?name=courier" lang="">courier</a>');
    const [, before = ''] = /name="before" value="([^"]+)"/.exec(folder) ?? [];
    await mei.send('/', '/read', { before, folder: 'courier' });
    expect(headlines(await page('/unread'))).toEqual([`Unread: ${other}`]);
    expect(headlines(await page('/unread?folder=courier'))).toEqual([]);
    expect((await mei.get('/folder?name=nowhere')).status).toBe(404);
    expect((await mei.send('/', '/read', { before, folder: 'nowhere' })).status).toBe(404);
  });

  it('is made read all at once, of an outlet, a folder and of all, but nothing that came since', async () => {
    const { source } = await archive.article(`https://courier.test/${one}`);
    const outlet = await page(`/outlet/${source?.id}`);
    expect(outlet).toContain('1 unread');
    const [, before = ''] = /name="before" value="([^"]+)"/.exec(outlet) ?? [];
    time.pass(60_000);
    await archive.import(items(['courier', `late-${round}`, `${bridge} Late.`]));
    const form = { before, outlet: source?.id ?? '', next: '/sources' };
    const done = await mei.send('/', '/read', form);
    expect([done.status, done.headers.get('location')]).toEqual([303, '/sources']);
    expect(headlines(await page('/unread'))).toEqual([`Unread: late-${round}`, `Unread: ${other}`]);
    expect(headlines(await page(`/unread?outlet=${source?.id}`))).toEqual([
      `Unread: late-${round}`,
    ]);
    await mei.send('/', '/read', { before: '2999-01-01T00:00:00.000Z', next: '//elsewhere.test' });
    expect(headlines(await page('/unread'))).toEqual([]);
    time.pass(60_000);
    await archive.import(items(['courier', `after-${round}`, `${bridge} After.`]));
    expect(await page('/sources')).toContain('1 unread');
    expect((await mei.send('/', '/read', { before: 'x' })).status).toBe(400);
  });
});

describe('an article', () => {
  it('is starred and found again, page by page', async () => {
    const path = `/article/${await idOf('gazette', other)}`;
    await mei.send(path, `${path}/marks`, { starred: '1' });
    expect(await page(path)).toMatch(/value="0" data-key="s">.*Remove star/);
    const list = await page('/starred');
    expect(headlines(list)).toContain(other);
    expect(list).not.toContain('Mark all read');
    await mei.send(path, `${path}/marks`, { starred: '0' });
    expect(headlines(await page('/starred'))).not.toContain(other);
    const first = Array.from({ length: 61 }, (_, at) => `many-${round}-${at}`);
    await archive.import(
      items(...first.map((title) => ['gazette', title, `${ferry} ${title}`] as const)),
    );
    const [, older = ''] = /class="older" href="([^"]+)"/.exec(await page('/unread')) ?? [];
    expect(headlines(await page(older.replaceAll('&amp;', '&')))).toHaveLength(2);
    expect((await mei.get('/unread?after=nowhere')).status).toBe(400);
  });

  it('is told as edited since it was read, once', async () => {
    const path = `/article/${await idOf('courier', one)}`;
    await page(path);
    time.pass(60_000);
    await archive.import(items(['courier', one, bridge.replace('Friday', 'Sunday')]));
    const told = /Edited since you read it/;
    expect((await page(path)).match(told)).not.toBeNull();
    expect(await page(path)).not.toMatch(told);
  });

  it('has no buttons for who reads without a name, and takes none', async () => {
    const stranger = visitingBrowser(listening.url);
    const path = `/article/${await idOf('courier', one)}`;
    for (const shown of [path, '/', '/sources']) {
      expect(await page(shown, stranger)).not.toMatch(/data-key="|class="reading"|Unread/);
    }
    const refused = await stranger.send('/login', `${path}/marks`, { read: '1' });
    expect([refused.status, refused.headers.get('location')]).toEqual([303, '/login?next=%2F']);
    expect((await stranger.get('/unread')).headers.get('location')).toBe('/login?next=%2Funread');
    const foreign = await mei.send(
      path,
      `${path}/marks`,
      { starred: '1' },
      {
        'Sec-Fetch-Site': 'cross-site',
      },
    );
    expect(foreign.status).toBe(403);
    const forged = await mei.send(path, `${path}/marks`, { starred: '1', proof: 'x' });
    expect(forged.status).toBe(403);
    expect(headlines(await page('/starred'))).not.toContain(one);
  });
});
