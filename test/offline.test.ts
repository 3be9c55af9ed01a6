import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Archive } from '../src/archive/index.ts';
import type { Demo } from '../src/demo/index.ts';
import { type AccessOptions, createReader, type Listening, serveReader } from '../src/web/index.ts';
import { clock, followedDemo, openForTest, scratch } from './newspaper.ts';

const executablePath = '/usr/bin/chromium';
const skipped = !existsSync(executablePath);
const password = 'a long password';

describe.skipIf(skipped)('reading offline (skipped without /usr/bin/chromium)', () => {
  const time = clock();
  const { folder, clear } = scratch();
  let archive: Archive;
  let demo: Demo;

  beforeAll(async () => {
    archive = await openForTest(folder, time.now);
    demo = await followedDemo(archive, time.now);
    await archive.fetch({ all: true });
    await archive.accounts.begin(password);
    await archive.accounts.add({ name: 'mei', role: 'reader', password });
  }, 120_000);

  afterAll(async () => {
    await archive.close();
    await demo.close();
    clear();
  });

  async function served(access?: AccessOptions): Promise<Listening> {
    const how = { title: 'The Archive', timeZone: 'UTC' };
    const reader = createReader({ archive, now: time.now, ...how, ...(access && { access }) });
    const listening = await serveReader(reader, { host: '127.0.0.1', port: 0 });
    onTestFinished(() => listening.close().catch(() => undefined));
    return listening;
  }

  /** A browser whose pages are the service worker's already. */
  async function opened(url: string): Promise<{ page: Page; context: BrowserContext }> {
    const profile = mkdtempSync(join(tmpdir(), 'backissue-offline-'));
    const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];
    const context = await chromium.launchPersistentContext(profile, { executablePath, args });
    onTestFinished(async () => {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    });
    const page = await context.newPage();
    await page.goto(url);
    await page.evaluate(`navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller
      ?? new Promise((go) => navigator.serviceWorker.addEventListener('controllerchange', go)))
      .then(() => true)`);
    return { page, context };
  }

  const kept = (page: Page): Promise<string[]> =>
    page.evaluate(`caches.open('backissue-2').then((cache) => cache.keys())
      .then((keys) => keys.map((one) => new URL(one.url).pathname))`);
  const isKept = (page: Page, path: string): Promise<unknown> =>
    page.waitForFunction(
      `caches.open('backissue-2').then((cache) => cache.match('${path}')).then(Boolean)`,
    );

  it('shows what was opened, says of when it is, and lists it for what was not', async () => {
    const listening = await served();
    const { page } = await opened(listening.url);
    await page.reload();
    await isKept(page, '/');
    const paths = await page.evaluate<string[]>(
      "[...document.querySelectorAll('.headline a')].map((a) => a.pathname)",
    );
    const [first = '', second = ''] = paths;
    await page.goto(listening.url + first.slice(1));
    const title = await page.locator('h1').textContent();
    await isKept(page, first);
    await listening.close();

    await page.goto(listening.url + first.slice(1));
    expect(await page.locator('h1').textContent()).toBe(title);
    const notice = page.locator('.notice.kept');
    expect(await notice.textContent()).toContain('not reached now');
    expect(await notice.locator('time').getAttribute('datetime')).toMatch(/^\d{4}-.*Z$/);
    expect(
      await page.evaluate("getComputedStyle(document.querySelector('.notice')).borderLeftWidth"),
    ).toBe('3px');
    await page.goto(listening.url);
    expect(await page.locator('.front-page .notice.kept').count()).toBe(1);

    const answer = await page.goto(listening.url + second.slice(1));
    expect(answer?.status()).toBe(503);
    expect(await page.locator('h1').textContent()).toBe('Not reached');
    expect(await page.locator('.notice.kept').count()).toBe(0);
    expect(await page.locator('.kept-list').textContent()).toContain(title);
    await page.goto(`${listening.url}search?q=ferry`);
    expect(await page.locator('h1').textContent()).toBe('Not reached');
  });

  it('keeps no page of login or account, and nothing once somebody has logged out', async () => {
    const listening = await served({ publicReading: false, trustedProxies: [] });
    const { page } = await opened(`${listening.url}login`);
    await page.fill('#name', 'mei');
    await page.fill('#password', password);
    await page.locator('.login button').click();
    await page.waitForURL(listening.url);
    await page.reload();
    await isKept(page, '/');
    await page.goto(`${listening.url}account`);
    const pages = (await kept(page)).filter((path) => !/\.(?:js|css|svg)$|^\/image\//.test(path));
    expect(pages.sort()).toEqual(['/', '/offline']);
    await page.locator('form[action="/logout"] button').click();
    await page.waitForURL(/login/);
    const read = async () =>
      (await kept(page)).filter((path) => path === '/' || path.includes('article'));
    await expect.poll(read).toEqual([]);
  });

  it('shows nobody what another read, where the session ended by itself and reading is public', async () => {
    const listening = await served({ publicReading: true, trustedProxies: [] });
    const { page, context } = await opened(`${listening.url}login`);
    await page.fill('#name', 'mei');
    await page.fill('#password', password);
    await page.locator('.login button').click();
    await page.waitForURL(listening.url);
    const path = await page.locator('.headline a').first().getAttribute('href');
    await page.goto(listening.url + (path ?? '').slice(1));
    await isKept(page, path ?? '');
    await context.clearCookies();
    await page.goto(`${listening.url}sources`);
    await page.waitForFunction(
      `caches.open('backissue-2').then((cache) => cache.match('${path}')).then((one) => !one)`,
    );
    await listening.close();
    const answer = await page.goto(listening.url + (path ?? '').slice(1));
    expect(answer?.status()).toBe(503);
    expect(await page.locator('main').textContent()).not.toContain('mei');
  });

  it('speaks the language that was chosen, offline too, and keeps copies through other pages', async () => {
    const listening = await served({ publicReading: true, trustedProxies: [] });
    const { page } = await opened(listening.url);
    await page.reload();
    await isKept(page, '/');
    await page.goto(`${listening.url}web/https://nowhere.example/`);
    await page.goto(`${listening.url}settings`);
    await page.locator('[name="language"]').first().waitFor();
    await page.evaluate(`(() => {
      const field = document.querySelector('[name="language"][value="zh-Hant"]');
      if (field) field.checked = true; else document.querySelector('select[name="language"]').value = 'zh-Hant';
    })()`);
    await page.locator('form[action="/settings"] button').click();
    await page.waitForURL(/saved/);
    await page.waitForFunction(`caches.match('/offline').then((one) => one.text())
      .then((html) => html.includes('<html lang="zh-Hant"'))`);
    expect(await kept(page)).toContain('/');
    await listening.close();
    await page.goto(`${listening.url}sources`);
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-Hant');
  });
});
