import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Archive } from '../src/archive/index.ts';
import {
  type AccessOptions,
  createReader,
  type Listening,
  type ReaderOptions,
  serveReader,
} from '../src/web/index.ts';
import { clock, openForTest, scratch } from './newspaper.ts';
import { logIn, visitingBrowser } from './visiting-browser.ts';

const password = 'a long password';
const time = clock();
const { folder, clear } = scratch();
const open: Listening[] = [];
let archive: Archive;
beforeAll(async () => {
  archive = await openForTest(folder, time.now);
  await archive.accounts.begin(password);
  await archive.accounts.add({ name: 'mei', role: 'reader', password });
});
afterAll(async () => {
  for (const listening of open) await listening.close();
  await archive.close();
  clear();
});

async function browserAt(access?: AccessOptions, more: Partial<ReaderOptions> = {}) {
  const reader = createReader({
    ...{ archive, now: time.now, title: 'The Archive', timeZone: 'UTC', ...more },
    ...(access && { access }),
  });
  const listening = await serveReader(reader, { host: '127.0.0.1', port: 0 });
  open.push(listening);
  return visitingBrowser(listening.url);
}

const chosen = { language: 'zh-Hant', theme: 'dark', size: 'large', face: '', width: 'wide' };
const root = /<html lang="zh-Hant" data-theme="dark" data-size="large" data-width="wide">/;

describe('settings of reading', () => {
  it.each([
    ['where nobody logs in', undefined],
    ['where reading is public', { publicReading: true, trustedProxies: [] }],
    ['before a login', { publicReading: false, trustedProxies: [] }],
  ])('are kept in a cookie and seen on the next page, %s', async (_where, access) => {
    const browser = await browserAt(access);
    const sent = await browser.send('/settings', '/settings', chosen);
    expect([sent.status, sent.headers.get('location')]).toEqual([303, '/settings?saved']);
    expect(sent.headers.get('set-cookie')).toMatch(
      /backissue_reading=zh-Hant.dark.large.wide; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax/,
    );
    const page = await (await browser.get('/settings?saved')).text();
    expect(page).toMatch(root);
    expect(page).toContain('已儲存');
    expect(page).toMatch(/name="theme" value="dark" checked/);
    if (access?.publicReading !== false) {
      expect(await (await browser.get('/sources')).text()).toMatch(root);
    }
    const none = { language: '', theme: '', size: '', face: '', width: '' };
    await browser.send('/settings', '/settings', none);
    expect(await (await browser.get('/settings')).text()).toContain('<html lang="en">');
  });

  it('are kept by who has logged in, too, and left alone by the logout', {
    timeout: 60_000,
  }, async () => {
    const browser = await browserAt({ publicReading: false, trustedProxies: [] });
    await logIn(browser, 'mei', password);
    expect((await browser.send('/settings', '/settings', chosen)).status).toBe(303);
    expect(await (await browser.get('/sources')).text()).toMatch(root);
    await browser.send('/account', '/logout', {});
    expect(await (await browser.get('/login')).text()).toMatch(root);
  });

  it('make another page of it for caches and for a browser that has the page already', async () => {
    const browser = await browserAt();
    const before = await browser.get('/sources');
    expect(before.headers.get('vary')).toBe('Accept-Language, Cookie');
    const tag = { 'If-None-Match': before.headers.get('etag') ?? '' };
    expect((await browser.get('/sources', tag)).status).toBe(304);
    await browser.send('/settings', '/settings', chosen);
    expect((await browser.get('/sources', tag)).status).toBe(200);
    const feed = await browser.get('/feed.atom');
    expect(feed.headers.get('vary')).toBe('Accept-Language, Cookie');
  });

  it('are not changed from another site, nor by a form without its proof where users log in', async () => {
    const foreign = { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://elsewhere.example' };
    const anyone = await browserAt();
    const refused = await anyone.send('/settings', '/settings', chosen, foreign);
    expect([refused.status, refused.headers.get('set-cookie')]).toEqual([403, null]);
    const guarded = await browserAt({ publicReading: true, trustedProxies: [] });
    const forged = await guarded.send('/settings', '/settings', { ...chosen, proof: 'made up' });
    expect([forged.status, forged.headers.get('set-cookie')]).toEqual([403, null]);
    expect((await guarded.send('/settings', '/settings', chosen, foreign)).status).toBe(403);
  });

  it('choose nothing where a cookie or a form holds what is no choice', async () => {
    const browser = await browserAt();
    const sent = await browser.send('/settings', '/settings', {
      theme: '"><script>',
      size: 'large',
    });
    expect(sent.headers.get('set-cookie')).toContain('backissue_reading=large;');
    browser.cookies.set('backissue_reading', '%22%3E%3Cscript%3E.dark');
    const page = await (await browser.get('/sources')).text();
    expect(page).toContain('<html lang="en" data-theme="dark">');
  });

  it('travel over https alone where the archive is at such an address', async () => {
    const browser = await browserAt(undefined, { publicUrl: 'https://archive.example' });
    const sent = await browser.send('/settings', '/settings', chosen);
    expect(sent.headers.get('set-cookie')).toContain('Secure');
  });

  it('take no more than a form of this size', async () => {
    const browser = await browserAt();
    const sent = await browser.send('/settings', '/settings', { theme: 'x'.repeat(10_000) });
    expect(sent.status).toBe(413);
  });
});
