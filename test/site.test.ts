import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { siteSearchScript } from '../scripts/make-site-search.ts';
import { type Demo, startDemo } from '../src/demo/index.ts';
import { copyArchive } from './copied-archive.ts';
import { isChromiumThere, launchChromium, watched } from './hostile/watched-chromium.ts';
import { isOnPostgres } from './house-store.ts';
import { clock, command, scratch } from './newspaper.ts';
import { bytesBelow } from './site-bytes.ts';

const time = clock();
const hour = 3_600_000;
let room: ReturnType<typeof scratch>;
let demo: Demo;

const backissue = (...parameters: string[]) =>
  command(
    [
      '--archive',
      join(room.folder, 'archive'),
      '--host-gap',
      '0',
      '--title',
      'Harbour',
      ...parameters,
    ],
    { now: time.now, env: { PATH: process.env['PATH'] ?? '' } },
  );

async function told(...parameters: string[]) {
  const { code, out, err } = await backissue('--json', ...parameters);
  expect(err).toBe('');
  return { code, report: JSON.parse(out) };
}

const written = (name: string) => told('export', '--format', 'site', join(room.folder, name));
const read = (path: string) => readFileSync(join(room.folder, path), 'utf8');

const filesOf = (name: string) => bytesBelow(join(room.folder, name));

beforeAll(async () => {
  room = scratch();
  demo = await startDemo({ now: time.now });
  for (const { feeds, name } of demo.outlets) {
    for (const url of Object.values(feeds)) {
      await backissue('follow', url, '--allow-private', '--folder', name);
    }
  }
  await backissue('fetch', '--all');
  for (let hours = 0; hours < 4; hours += 1) {
    time.pass(12 * hour);
    await backissue('fetch', '--all');
  }
}, 120_000);
afterAll(async () => {
  await demo.close();
  room.clear();
});

/** Where the links of a page lead that stay in its site; what it loads itself must. */
function ownLinks(page: string): string[] {
  const all = [...page.matchAll(/ (href|src|action)="([^"]*)"/g)];
  const isOutside = (address: string) => /^(https?:|mailto:|data:|#)/.test(address);
  for (const [, name, address = ''] of all) {
    if (name !== 'href' && isOutside(address)) expect(address).toMatch(/^data:/);
  }
  const own = all.map(([, , address = '']) => address).filter((one) => !isOutside(one));
  return own.map((address) => address.replaceAll('&amp;', '&').replace(/[?#].*/, ''));
}

test('every link of every page leads to a file of the site, or by a hand out of it', async () => {
  const { code, report } = await written('site');
  expect([code, report.failed]).toEqual([0, []]);
  const pages = [...filesOf('site').keys()].filter((path) => path.endsWith('.html'));
  const links = pages.flatMap((path) =>
    ownLinks(read(`site/${path}`)).map((to) => join(dirname(path), to)),
  );
  const isFile = (path: string) =>
    existsSync(join(room.folder, 'site', path)) &&
    statSync(join(room.folder, 'site', path)).isFile();
  expect([...new Set(links)].filter((path) => !isFile(path))).toEqual([]);
  expect(links.length).toBeGreaterThan(200);
});

test('the same archive gives the same bytes, into whatever lay there before', async () => {
  await written('site');
  const again = await written('site');
  expect(again.report).toMatchObject({ written: 0, removed: 0 });
  await written('other');
  expect(filesOf('other')).toEqual(filesOf('site'));
  // What was remembered may be lost, and files too.
  rmSync(join(room.folder, 'other/.backissue-site.jsonl'));
  rmSync(join(room.folder, 'other/about.html'));
  writeFileSync(join(room.folder, 'other/day/1999-01-01.html'), 'stale');
  writeFileSync(join(room.folder, 'other/CNAME'), 'mine');
  expect((await written('other')).report).toMatchObject({ written: 1, removed: 1 });
  expect(readFileSync(join(room.folder, 'other/CNAME'), 'utf8')).toBe('mine');
  rmSync(join(room.folder, 'other/CNAME'));
  expect(filesOf('other')).toEqual(filesOf('site'));
});

test('what came since changes what tells of it, as if all were written anew', async () => {
  await written('site');
  time.pass(24 * hour);
  await backissue('fetch', '--all');
  const { report } = await written('site');
  expect(report.written).toBeGreaterThan(0);
  await written('fresh');
  expect(filesOf('site')).toEqual(filesOf('fresh'));
});

test('the script of the search page is what its sources make', async () => {
  expect(readFileSync('src/site/scripts/search.js', 'utf8')).toBe(await siteSearchScript());
});

describe.skipIf(!isChromiumThere)('in a browser, from the disk', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  const address = (path: string) => pathToFileURL(join(room.folder, 'site', path)).href;

  async function foundBy(query: string): Promise<string[]> {
    const { context, seen } = await watched(browser, pathToFileURL(room.folder).href);
    const page = await context.newPage();
    await page.goto(address('index.html'));
    await page.fill('#q', query);
    await page.press('#q', 'Enter');
    await page
      .locator('#outcome')
      .filter({ hasText: /\d|Nothing/ })
      .waitFor();
    for (;;) {
      const more = page.locator('#hits button');
      if ((await more.count()) === 0) break;
      const before = await page.locator('#hits article').count();
      await more.click();
      await page.locator('#hits article').nth(before).waitFor();
    }
    const links = await page
      .locator('#hits h2 a')
      .evaluateAll((all) =>
        all.map((one) => (one.getAttribute('href') ?? '').replace(/.*\/|\.html/g, '')),
      );
    expect(seen).toEqual([]);
    await context.close();
    return links.sort();
  }

  const more = ['ferry', 'ferries harbour', '江湾', '江 湾', '江 -市长'];
  // The site's own search is the same whichever engine the archive is on.
  test.each([...(isOnPostgres ? [] : more), '江灣', 'ferry OR 市长'])(
    'the search finds what the reader finds: %s',
    async (query) => {
      await written('site');
      const { report } = await told('search', query, '--each', '--limit', '100');
      const ids = report.hits.map((hit: { article: { id: string } }) => hit.article.id);
      expect(ids.length).toBeGreaterThan(0);
      expect(await foundBy(query)).toEqual(ids.sort());
    },
  );

  test('another query is answered on the same page, in place of the one before', async () => {
    await written('site');
    const page = await (await browser.newContext()).newPage();
    await page.goto(`${address('search.html')}?q=ferry`);
    const found = page.locator('#outcome').filter({ hasText: /\d/ });
    await found.waitFor();
    await page.locator('body').evaluate((body) => body.setAttribute('data-here', ''));
    await page.fill('#q', '江湾');
    await page.press('#q', 'Enter');
    await page
      .locator('#hits h2', { hasText: /\p{Script=Han}/u })
      .first()
      .waitFor();
    await found.waitFor();
    expect(await page.locator('body[data-here]').count()).toBe(1);
    expect(await page.locator('#hits h2').count()).toBe(
      Math.min(10, Number((await found.innerText()).replace(/\D/g, ''))),
    );
    await page.context().close();
  });

  test('without scripts every page is read as with them, and the search says why it is silent', async () => {
    await written('site');
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(address('index.html'));
    await page.click('main .headline a');
    expect(await page.locator('article .body').innerText()).not.toBe('');
    await page.goto(address('search.html'));
    expect(await page.locator('noscript').innerText()).toContain('needs a script of this site');
    await context.close();
  });
});

test('an article that is taken down leaves the site, and a page says that it did', async () => {
  // In an archive of its own: the other tests go on with the article.
  await copyArchive(join(room.folder, 'archive'), join(room.folder, 'taken'));
  const own = ['--archive', join(room.folder, 'taken')];
  const target = join(room.folder, 'without');
  await told('export', '--format', 'site', target, ...own);
  const { report } = await told('search', 'ferry', ...own);
  const [hit] = report.hits;
  expect(hit).toBeDefined();
  const title = hit.article.title as string;
  await backissue('takedown', hit.article.id, '--reason', 'court', ...own);
  await told('export', '--format', 'site', target, ...own);
  const holding = [...filesOf('without').keys()].filter(
    (path) => /\.(html|xml|json|js)$/.test(path) && read(`without/${path}`).includes(title),
  );
  expect(holding).toEqual([]);
  const id = hit.article.id as string;
  expect(read(`without/article/${id.slice(0, 2)}/${id}.html`)).toContain('court');
});

test('a folder of somebody else is left alone', async () => {
  const folder = join(room.folder, 'theirs');
  await written('site');
  writeFileSync(join(room.folder, 'index.html'), '<h1>mine</h1>');
  const { code, err } = await backissue('export', '--format', 'site', room.folder);
  expect([code, folder.length > 0]).toEqual([1, true]);
  expect(err).toContain('holds something that is no site of an archive');
  expect(read('index.html')).toBe('<h1>mine</h1>');
});
