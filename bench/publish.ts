/**
 * Measures the static site: pages a second, bytes, what one new article touches, that twice is the same, a copy in
 * another folder, links, and the search in Chromium from the disk. Run: npm run bench:publish [-- --size 20000]
 * [--archive DIR] [--site DIR]: the first export goes into DIR, whatever it holds.
 * Articles are those of ../shared/data/articles-*.jsonl.gz, whole; made-up ones where they are not there.
 * bench/publish/build.ts makes an archive of them that can be given with --archive.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { folderPlace, publishCopies } from '../src/mirror/index.ts';
import { instant } from '../src/model/index.ts';
import { openArchive } from '../src/open/index.ts';
import { exportSite, siteParts } from '../src/site/index.ts';
import { openSqliteStore } from '../src/store/sqlite/index.ts';
import { isChromiumThere, launchChromium } from '../test/hostile/watched-chromium.ts';

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '20000' },
    archive: { type: 'string' },
    site: { type: 'string' },
  },
});
const room = mkdtempSync(join(tmpdir(), 'backissue-bench-'));
const archiveFolder = join(room, 'archive');
const site = values.site ?? join(room, 'site');
const queries = ['北京', '選舉', '渡轮', '经济', '新來', 'government'];

try {
  build();
  const first = await written('first');
  const bytes = sizeBelow(site);
  console.log(
    `${first.files} files, ${Math.round(first.files / first.seconds)} a second, ${bytes.megabytes} MB, of it search ${bytes.search} MB`,
  );
  await copied('copied for the first time');
  const before = digestBelow(site);
  const second = await written('again');
  console.log(`twice: ${second.written} written, same bytes: ${before === digestBelow(site)}`);
  await addArticle();
  const third = await written('one new article');
  console.log(`one new article: ${third.written} files written, ${third.removed} removed`);
  console.log(third.changedPaths.join(' '));
  await copied('the new article copied');
  links();
  if (isChromiumThere) await search();
} finally {
  rmSync(room, { recursive: true, force: true });
}

/** An archive made before (--archive) is copied: one article will be added to it. */
function build(): void {
  if (values.archive !== undefined) {
    cpSync(values.archive, archiveFolder, { recursive: true });
    return;
  }
  const script = fileURLToPath(new URL('./publish/build.ts', import.meta.url));
  execFileSync(process.execPath, [script, archiveFolder, values.size], { stdio: 'inherit' });
}

async function written(name: string) {
  const archive = await openArchive({
    ...{ folder: archiveFolder, mode: 'read', now: () => Date.now() },
    userAgent: 'Backissue-bench/1.0 (loopback)',
  });
  const start = performance.now();
  const began = process.cpuUsage();
  const report = await exportSite(archive, site, {
    ...{ title: 'Bench', timeZone: 'UTC', locale: 'zh-Hans', version: 'bench' },
  });
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(began);
  await archive.close();
  const memory = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(
    `${name}: ${seconds.toFixed(1)} s (${((user + system) / 1e6).toFixed(1)} s CPU), ${report.failed.length} failed, ${memory} MB at most`,
  );
  return { ...report, seconds };
}

/** Brings a copy in another folder level. */
async function copied(name: string): Promise<void> {
  const start = performance.now();
  const began = process.cpuUsage();
  const [outcome] = await publishCopies({
    ...{ folder: site, paths: siteParts.paths, mark: siteParts.mark },
    places: [folderPlace('bench', join(room, 'copy'))],
  });
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(began);
  console.log(
    `${name}: ${outcome?.sent} files sent in ${seconds.toFixed(1)} s (${((user + system) / 1e6).toFixed(1)} s CPU) ${outcome?.message ?? ''}`,
  );
}

/** A copy of the newest article under another name, seen a minute later. */
async function addArticle(): Promise<void> {
  const store = await openSqliteStore({ file: join(archiveFolder, 'backissue.sqlite') });
  const [newest] = await store.articles({ limit: 1 });
  const revision = newest && (await store.revision(newest.revisionId));
  if (newest === undefined || revision === undefined) return;
  const id = createHash('sha256').update('new').digest('hex').slice(0, 20);
  const at = instant(Date.parse(newest.sortAt) + 60_000);
  const times = { publishedAt: at, sortAt: at, firstSeenAt: at, lastSeenAt: at };
  await store.commit({
    articles: [{ ...newest, ...times, id, title: '新来的一篇', revisionId: `${id}-1` }],
    revisions: [{ ...revision, id: `${id}-1`, article: id, seenAt: at }],
  });
  await store.close();
}

function* pathsBelow(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile() && !entry.name.startsWith('.')) yield join(entry.parentPath, entry.name);
  }
}

function sizeBelow(folder: string) {
  let [all, search] = [0, 0];
  for (const path of pathsBelow(folder)) {
    const { size: bytes } = statSync(path);
    all += bytes;
    if (path.includes('/search/')) search += bytes;
  }
  return { megabytes: Math.round(all / 1e6), search: Math.round(search / 1e6) };
}

function digestBelow(folder: string): string {
  const sum = createHash('sha256');
  for (const path of [...pathsBelow(folder)].sort()) sum.update(path).update(readFileSync(path));
  return sum.digest('hex');
}

/** Looks where the links of five hundred pages lead. */
function links(): void {
  const pages = [...pathsBelow(site)].filter((path) => path.endsWith('.html'));
  const step = Math.max(1, Math.floor(pages.length / 500));
  const some = pages.filter((_, at) => at % step === 0).slice(0, 500);
  let looked = 0;
  const broken: string[] = [];
  for (const page of some) {
    for (const [, address = ''] of readFileSync(page, 'utf8').matchAll(
      /<[a-z][^<>]* (?:href|src)="([^"]*)"/g,
    )) {
      if (/^(https?:|mailto:|data:|#)/.test(address)) continue;
      looked += 1;
      const path = join(dirname(page), address.replaceAll('&amp;', '&').replace(/[?#].*/, ''));
      if (!existsSync(path)) broken.push(`${page.slice(site.length + 1)} -> ${address}`);
    }
  }
  console.log(`${some.length} pages, ${looked} links: ${broken.length} broken`);
  for (const link of broken.slice(0, 10)) console.log(`  ${link}`);
}

/** What was read, and how long it took, for questions asked in the address, and on a page that is open. */
async function search(): Promise<void> {
  const browser = await launchChromium();
  for (const query of queries) {
    const { told, marks, read, page } = await shown(browser, `?q=${encodeURIComponent(query)}`);
    const [begun = 0, , found = 0] = marks;
    const bytes = read.reduce((sum, path) => sum + statSync(path).size, 0);
    console.log(
      `${query}: ${told}, ${Math.round(found - begun)} ms after the page's script began, ${Math.round(bytes / 1000)} kB in ${read.length} files`,
    );
    await page.context().close();
  }
  for (const query of queries) {
    const times = [];
    for (let time = 0; time < 4; time += 1) times.push(await askedOpen(browser, query));
    console.log(`${query}: asked on a page that is open, four of them: ${times.join(', ')} ms`);
  }
  await browser.close();
}

/** Milliseconds until the first question of a page that has been open for half a second is answered. */
async function askedOpen(browser: Browser, query: string): Promise<number> {
  const { page } = await shown(browser, '');
  await page.waitForTimeout(500);
  await page.locator('#q').fill(query);
  await page.locator('#q').press('Enter');
  const [, asked = 0, found = 0] = await answered(page);
  await page.context().close();
  return Math.round(found - asked);
}

/** The search page in a browser that has read nothing yet; with a question in its address, once it is answered. */
async function shown(browser: Browser, query: string) {
  const page = await (await browser.newContext()).newPage();
  const read: string[] = [];
  page.on('request', (request) => read.push(fileURLToPath(request.url().replace(/\?.*/, ''))));
  await page.goto(`${pathToFileURL(join(site, 'search.html')).href}${query}`);
  const marks = query === '' ? [] : await answered(page);
  const told = await page.locator('#outcome').innerText();
  return { page, read, marks, told };
}

/** The moments of the page's marks once hits are shown: its script began, it was asked, it answered. */
async function answered(page: Page): Promise<readonly number[]> {
  await page
    .locator('#outcome')
    .filter({ hasText: /\d|没有/ })
    .waitFor();
  return await page
    .locator('html')
    .evaluate(() => performance.getEntriesByType('mark').map((one) => one.startTime));
}
