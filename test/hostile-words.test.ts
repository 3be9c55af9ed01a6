import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Archive } from '../src/archive/index.ts';
import { createReader, type Listening, serveReader } from '../src/web/index.ts';
import {
  charsetPaths,
  hostilePage,
  pageCount,
  pagePath,
  startHostileOutlet,
} from './hostile/hostile-outlet.ts';
import { payloads } from './hostile/payloads.ts';
import { type Bare, withoutPolicy } from './hostile/walls.ts';
import {
  dangersInPage,
  isChromiumThere,
  launchChromium,
  type Watched,
  watched,
} from './hostile/watched-chromium.ts';
import { isOnPostgres } from './house-store.ts';
import { clock, openForTest, scratch } from './newspaper.ts';
import type { Site } from './small-site.ts';

/** Some of the payloads in an address, so many at once. */
const inAddresses = (together: number): string[] => {
  const pieces: string[] = [];
  for (let from = 0; from < payloads.length; from += together) {
    const some = payloads
      .slice(from, from + together)
      .map((one) => one.toWellFormed().slice(0, 200));
    pieces.push(encodeURIComponent(some.join(' ')));
  }
  return pieces;
};

describe('words that nobody meant well, wherever they come in', () => {
  const time = clock();
  const { folder, clear } = scratch();
  let site: Site;
  let archive: Archive;
  let bare: Listening;
  let pages: Bare;
  let covered: Listening;
  let chrome: Browser;
  /** Pages that list; pages of one article; pages as they were captured. */
  let lists: string[];
  let articles: string[];
  let mementos: string[];

  beforeAll(async () => {
    site = await startHostileOutlet();
    archive = await openForTest(folder, time.now, { images: false });
    await follow();
    await archive.fetch({ all: true });
    time.pass(60_000);
    await archive.fetch({ all: true });
    await captureMore();
    for (const payload of payloads.filter((_, number) => number % 20 === 0)) {
      const name = payload.toWellFormed().slice(0, 90).trim();
      await archive
        .saveSearch({ name, text: `harbour ${name.replace(/[^\w ]/g, ' ')}` })
        .catch(ignored);
    }
    const reader = createReader({ archive, now: time.now, title: 'The Archive', timeZone: 'UTC' });
    covered = await serveReader(reader, { host: '127.0.0.1', port: 0 });
    pages = withoutPolicy(reader);
    bare = await serveReader(pages.app, { host: '127.0.0.1', port: 0 });
    await listPages();
    if (isChromiumThere) chrome = await launchChromium();
  }, 240_000);

  afterAll(async () => {
    await chrome?.close();
    await covered.close();
    await bare.close();
    await archive.close();
    await site.close();
    clear();
  });

  async function follow(): Promise<void> {
    const own = { allowPrivate: true };
    await archive.follow(site.url('/pages.xml'), {
      ...own,
      folder: '"><img src=x onerror=ran(4)>',
    });
    await archive.follow(site.url('/whole.xml'), {
      ...{ ...own, body: 'feed', folder: '</script><svg onload=ran(5)>/<b>x' },
    });
  }

  /** Second states of some pages, and pages in strange charsets. */
  async function captureMore(): Promise<void> {
    for (let number = 0; number < pageCount; number += 10) {
      site.set(pagePath(number), hostilePage(number, ' once more'));
      time.pass(60_000);
      await archive.capture(site.url(pagePath(number)), { allowPrivate: true });
    }
    for (const path of charsetPaths) {
      await archive.capture(site.url(path), { allowPrivate: true }).catch(ignored);
    }
  }

  async function listPages(): Promise<void> {
    const all = await archive.articles({ limit: 2000 });
    const sources = await archive.sourceList();
    expect(all.length).toBeGreaterThan(payloads.length);
    // Pages hold all payloads; of the articles that feeds hold whole, with one each, some will do.
    const shown = all.filter(({ url }, at) => !url.includes('/whole/') || at % 6 === 0);
    articles = shown.map(({ id }) => `/article/${id}`);
    mementos = all
      .filter(({ url }) => /\/(page|charset)\//.test(url))
      .map(({ url }) => `/web/20261124080000/${url}`);
    const edits = await archive.edits({ order: 'time', limit: 50 });
    lists = [
      ...['/', '/day/2026-11-24', '/sources', '/absences', '/edits?order=time', '/saved'],
      ...sources.map(({ id }) => `/outlet/${id}`),
      ...edits.map(({ article, edit }) => `/article/${article.id}/diff/${edit.from}..${edit.to}`),
      ...inAddresses(12).map((text) => `/search?q=${text}`),
      ...inAddresses(40).map((text) => `/search?q=harbour&sort=${text}`),
      ...inAddresses(40).map((text) => `/day/${text}`),
    ];
  }

  it('came in everywhere', async () => {
    expect(payloads.length).toBeGreaterThanOrEqual(400);
    expect(articles.length).toBeGreaterThan(200);
    expect(mementos.length).toBeGreaterThan(100);
    expect(lists.filter((path) => path.includes('/diff/')).length).toBeGreaterThan(5);
    const page = async (path: string) => await (await fetch(new URL(path, covered.url))).text();
    expect(await page('/day/2026-11-24')).toContain('&lt;script&gt;ran(0)&lt;/script&gt;');
    expect(await page('/saved')).toContain('&lt;script&gt;ran(0)&lt;/script&gt;');
    expect(await page(lists.find((path) => path.startsWith('/search')) ?? '')).toContain(
      '&lt;script&gt;ran(0)',
    );
  });

  const seenOn = async ({ context, seen }: Watched, base: string, paths: readonly string[]) => {
    const page = await context.newPage();
    // A page of a hundred frames takes long where others work too.
    page.setDefaultNavigationTimeout(120_000);
    for (const path of paths) {
      await page.goto(new URL(path, base).href, { waitUntil: 'load' });
      const dangers = (await page.evaluate(dangersInPage)) as string[];
      seen.push(...dangers.map((danger) => `HOLDS ${danger} on ${path.slice(0, 100)}`));
      if (!page.url().startsWith(base)) seen.push(`LED TO ${page.url()}`);
    }
    await page.close();
    return seen;
  };

  it.skipIf(!isChromiumThere)('run where they come from, which is seen', async () => {
    const watching = await watched(chrome, site.url('/'), { isBare: true });
    const page = await watching.context.newPage();
    for (const number of [0, 25, 60]) await page.goto(site.url(pagePath(number)));
    const dangers = (await page.evaluate(dangersInPage)) as string[];
    await watching.context.close();
    expect(watching.seen.some((line) => line.startsWith('RAN '))).toBe(true);
    expect(watching.seen.some((line) => line.startsWith('ASKED '))).toBe(true);
    expect(dangers.length).toBeGreaterThan(2);
  });

  it.skipIf(!isChromiumThere)(
    'run nowhere in Chromium, ask nobody else, and give its policy nothing to do',
    async () => {
      const watching = await watched(chrome, covered.url);
      const some = [...articles, ...mementos].filter((_, at) => at % 20 === 0);
      const few = lists.filter((path, at) => !/^.(?:search|day)/.test(path) || at % 5 === 0);
      const seen = await seenOn(watching, covered.url, [...few, ...some]);
      await watching.context.close();
      expect(seen.filter((line) => !isStatus(line))).toEqual([]);
    },
    240_000,
  );

  it.skipIf(!isChromiumThere)(
    'run nowhere in Chromium that heeds no policy, on any page of an article or of a capture',
    async () => {
      const watching = await watched(chrome, bare.url, { isBare: true });
      const walls = pages.wallsOf([...lists, ...articles, ...mementos]);
      // Pages are the same whichever engine the archive is on: some will do.
      const some = walls.filter((_, at) => !isOnPostgres || at % 10 === 0);
      const seen = await seenOn(watching, bare.url, some);
      await watching.context.close();
      expect(seen.filter((line) => !isStatus(line))).toEqual([]);
    },
    240_000,
  );
});

/** Chromium writes to the console that a page was answered with 400 or 404. */
const isStatus = (line: string): boolean =>
  /^Failed to load resource: the server responded with a status of 4\d\d/.test(line);

const ignored = (): void => undefined;
