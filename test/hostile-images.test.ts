import { Hono } from 'hono';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Archive } from '../src/archive/index.ts';
import { createReader, type Listening, serveReader } from '../src/web/index.ts';
import { type HostileImage, hostileImages, imagePath } from './hostile/hostile-images.ts';
import { bareAnswer } from './hostile/walls.ts';
import { isChromiumThere, launchChromium, watched } from './hostile/watched-chromium.ts';
import { clock, openForTest, scratch } from './newspaper.ts';
import { rss, type Site, startSite } from './small-site.ts';

/** Pictures of an article that are captured, most. */
const ofArticle = 24;
const articlePath = (number: number) => `/2026/11/20/pictures-of-the-harbour-${number}`;

const groups: readonly (readonly HostileImage[])[] = Array.from(
  { length: Math.ceil(hostileImages.length / ofArticle) },
  (_, at) => hostileImages.slice(at * ofArticle, (at + 1) * ofArticle),
);

const articleWith = (images: readonly HostileImage[], number: number): string => {
  const words = `The harbour wall ${number} was repaired in March, and nobody was asked about the bells of it.`;
  const figures = images.map((one) => `<p>${words}</p><p><img src="${imagePath(one)}" alt=""></p>`);
  return `<!doctype html><html lang="en"><head><title>Pictures ${number}</title></head><body><article><h1>Pictures ${number}</h1>${figures.join('\n')}</article></body></html>`;
};

describe('pictures that are no pictures', () => {
  const time = clock();
  const { folder, clear } = scratch();
  let site: Site;
  let archive: Archive;
  let covered: Listening;
  let bare: Listening;
  let chrome: Browser | undefined;
  /** Where the reader serves each, by the picture's name: as a picture, its bytes, and as it was captured. */
  const served = new Map<string, { image: string; capture: string; memento: string }>();

  beforeAll(async () => {
    const articles = groups.map(
      (images, at) => [articlePath(at), articleWith(images, at)] as const,
    );
    site = await startSite({
      ...Object.fromEntries(articles),
      ...Object.fromEntries(
        hostileImages.map((one) => [imagePath(one), { type: one.type, body: one.body }]),
      ),
      '/feed': rss(groups.map((_, at) => articlePath(at))),
    });
    archive = await openForTest(folder, time.now);
    await archive.follow(site.url('/feed'), { allowPrivate: true });
    for (let pass = 0; pass < 3; pass += 1) {
      await archive.fetch({ all: true });
      time.pass(60_000);
    }
    const reader = createReader({ archive, now: time.now, title: 'The Archive', timeZone: 'UTC' });
    covered = await serveReader(reader, { host: '127.0.0.1', port: 0 });
    bare = await serveReader(withTraps(reader), { host: '127.0.0.1', port: 0 });
    for (const one of hostileImages) {
      const url = site.url(imagePath(one));
      const [capture] = await archive.mementos(url as never);
      served.set(one.name, {
        image: `/image/${Buffer.from(url).toString('base64url')}`,
        capture: `/capture/${capture?.id}`,
        memento: `/web/20261124080000id_/${url}`,
      });
    }
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

  const placeOf = ({ name }: HostileImage) =>
    served.get(name) ?? { image: '', capture: '', memento: '' };
  const paths = () => hostileImages.flatMap((one) => Object.values(placeOf(one)));

  it('were captured, all of them', async () => {
    expect(hostileImages.length).toBeGreaterThan(90);
    expect(new Set(paths()).size).toBe(3 * hostileImages.length);
    for (const one of hostileImages) {
      const answer = await fetch(new URL(placeOf(one).capture, covered.url));
      expect([one.name, Buffer.from(await answer.arrayBuffer())]).toEqual([
        one.name,
        Buffer.from(one.body),
      ]);
    }
  });

  it('are shown where their type is one that holds nothing but pixels, and nowhere else', async () => {
    const kinds = /^image\/(?:png|gif|jpeg|webp|avif|bmp|x-icon)$/;
    for (const one of hostileImages) {
      const { status, headers } = await fetch(new URL(placeOf(one).image, covered.url));
      expect([one.name, status]).toEqual([one.name, one.isShown ? 200 : 404]);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      const policy = headers.get('content-security-policy');
      if (!one.isShown) continue;
      expect(headers.get('content-type')).toMatch(kinds);
      expect(policy).toBe("default-src 'none'; sandbox");
    }
  });

  it('are handed out as they came only as a file to be kept', async () => {
    const files = hostileImages.flatMap((one) => [
      placeOf(one).capture,
      ...(one.isShown ? [] : [placeOf(one).memento]),
    ]);
    for (const path of files) {
      const { headers } = await fetch(new URL(path, covered.url));
      expect(headers.get('content-type')).toBe('application/octet-stream');
      expect(headers.get('content-disposition')).toMatch(/^attachment; filename="[\w-]+\.bin"$/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    }
  });

  it.skipIf(!isChromiumThere)('run where they come from, which is seen', async () => {
    const { context, seen } = await watched(chrome as Browser, site.url('/'), { isBare: true });
    const page = await context.newPage();
    for (const name of ['svg-drawn-0', 'xhtml-xml', 'page-html']) {
      await page.goto(site.url(`/picture/${name}`));
    }
    await context.close();
    for (const number of [4, 7, 0]) {
      expect(seen.some((line) => line.startsWith(`RAN ${number} `))).toBe(true);
    }
  });

  it.skipIf(!isChromiumThere)(
    'run nowhere in Chromium that heeds no policy, whatever a page takes them for',
    async () => {
      const { context, seen } = await watched(chrome as Browser, bare.url, { isBare: true });
      const page = await context.newPage();
      for (const way of Object.keys(ways)) {
        const taken = new URL(`/taken?${new URLSearchParams({ way })}`, bare.url).href;
        await page.goto(taken, { waitUntil: 'commit' });
        await page.waitForFunction('window.asked === 0');
      }
      await context.close();
      // A script that was not to be one is said to be none: that is the header at its work.
      const told = seen.filter((line) => !/^(?:Refused to |Failed to load resource)/.test(line));
      expect(told).toEqual([]);
    },
    240_000,
  );

  it.skipIf(!isChromiumThere)(
    'run nowhere in Chromium when their addresses are opened, or their article',
    async () => {
      const { context, seen } = await watched(chrome as Browser, covered.url);
      const page = await context.newPage();
      const articles = await archive.articles({ limit: 20 });
      for (const { id } of articles) await page.goto(`${covered.url}article/${id}`);
      for (const one of hostileImages.filter(({ isShown }) => isShown)) {
        await page.goto(new URL(placeOf(one).image, covered.url).href);
      }
      await context.close();
      expect(seen.filter((line) => /^(?:RAN|ASKED|DIALOG|ERROR)/.test(line))).toEqual([]);
    },
    240_000,
  );

  /** The reader without its policies, and pages that take each of these files for something it is not. */
  function withTraps(reader: Hono): Hono {
    const own = new Hono();
    own.get('/taken', ({ html, req }) => {
      const way = req.query('way') ?? '';
      const element = ways[way as keyof typeof ways] ?? ways.script;
      // A frame that is handed a file to be kept never says that it came.
      const shown = hostileImages.filter(({ isShown }) => isShown).map((one) => placeOf(one).image);
      const taken = way === 'frame' || way === 'object' ? shown : paths();
      const count = taken.length;
      return html(
        `<!doctype html><title>Taken</title><script>var asked = ${count}; const came = () => { asked -= 1; }</script>${taken.map(element).join('')}`,
      );
    });
    own.all('*', ({ req }) => bareAnswer(reader, req.raw));
    return own;
  }
});

/** What a page can take a file for. */
const ways = {
  script: (path: string) => `<script src="${path}" onload="came()" onerror="came()"></script>`,
  style: (path: string) =>
    `<link rel="stylesheet" href="${path}" onload="came()" onerror="came()">`,
  frame: (path: string) => `<iframe src="${path}" width="9" height="9" onload="came()"></iframe>`,
  object: (path: string) =>
    `<object data="${path}" width="9" height="9" onload="came()" onerror="came()"></object>`,
  picture: (path: string) => `<img src="${path}" onload="came()" onerror="came()">`,
} as const;
