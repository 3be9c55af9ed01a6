import { Parser } from 'htmlparser2';
import { expect, onTestFinished, test } from 'vitest';
import { rssFeed } from './feeds.ts';
import { courier } from './harbour/courier.ts';
import { courierStory } from './harbour-page.ts';
import { startDemo } from './index.ts';
import { shibao } from './jiangwan/shibao.ts';
import { shibaoStory } from './jiangwan-page.ts';
import { siteOf } from './site.ts';
import type { Story } from './story.ts';

const noon = Date.UTC(2026, 10, 24, 12);
const site = siteOf('http://127.0.0.1:8000', [noon, noon, noon, noon]);
const voids = ['meta', 'link', 'img', 'input', 'br'];

test('every page closes what it opens and gives no id twice', () => {
  const pages = [
    ...site.harbour.map((story) => courierStory(story, site)),
    ...site.jiangwan.map((story) => shibaoStory(story, site)),
  ];
  expect(pages).toHaveLength(32);
  for (const page of pages) {
    expect(page.startsWith('<!doctype html>')).toBe(true);
    expect(faultsOf(page)).toEqual([]);
  }
});

/** Elements closed by guess, and ids seen before. */
function faultsOf(page: string): readonly string[] {
  const faults: string[] = [];
  const ids = new Set<string>();
  const parser = new Parser({
    onopentag(_, { id }) {
      if (id !== undefined && ids.has(id)) faults.push(`id ${id} twice`);
      if (id !== undefined) ids.add(id);
    },
    onclosetag(name, isImplied) {
      if (isImplied && !voids.includes(name)) faults.push(`${name} left open`);
    },
  });
  parser.end(page);
  return faults;
}

test('in every edition each link and picture of each page leads somewhere', async () => {
  const demo = await startDemo({ now: () => noon });
  onTestFinished(() => demo.close());
  const { flaky } = demo.cases;
  for (let n = 0; n < flaky.failures; n++) await fetch(flaky.url);
  for (; demo.edition <= 4; demo.publishNextEdition()) {
    const walked = new Map<string, number>();
    await walk(demo.url, walked);
    expect([...walked].filter(([, status]) => status !== 200)).toEqual([]);
    expect(walked.size).toBeGreaterThan(30);
  }
});

/** Follows `href` and `src` paths from both front pages; notes the status of each address. */
async function walk(root: string, walked: Map<string, number>): Promise<void> {
  const waiting = ['/harbour/', '/jiangnan/'];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (walked.has(path)) continue;
    const answer = await fetch(new URL(path, root));
    walked.set(path, answer.status);
    if (!answer.headers.get('content-type')?.startsWith('text/html')) continue;
    const links = (await answer.text()).matchAll(/(?:href|src)="(\/[^"#]*)/g);
    waiting.push(...[...links].map(([, link = '/']) => link));
  }
}

test('a link in a text is a link in page and feed', () => {
  const letters = site.harbour.find(({ story }) => story.section === 'Letters');
  const buses = site.jiangwan.find(({ story }) => story.id === '1207');
  expect(letters && courierStory(letters, site)).toContain(
    '<a href="/harbour/town/evening-ferry-returns">the ferry bell has been found</a>',
  );
  expect(buses && shibaoStory(buses, site)).toContain(
    '<a href="/jiangnan/news/1201.html">芦洲过江通道</a>的公交',
  );
  expect(rssFeed(site)).toContain(
    '&lt;a href=&quot;http://127.0.0.1:8000/jiangnan/news/1201.html&quot;&gt;芦洲过江通道',
  );
});

test('articles have the length of real ones and unlike addresses', () => {
  const stories = [...courier.stories, ...shibao.stories];
  expect(stories).toHaveLength(30);
  expect(new Set(stories.map(({ path }) => path)).size).toBe(30);
  expect(new Set(stories.map(({ id }) => id)).size).toBe(30);
  const lengths = (all: readonly Story[], measure: (words: string) => number): readonly number[] =>
    all.filter(({ live }) => live === undefined).map((story) => measure(wordsOf(story)));
  const english = lengths(courier.stories, (words) => words.split(/\s+/).length);
  const chinese = lengths(shibao.stories, (words) => words.match(/\p{sc=Han}/gu)?.length ?? 0);
  expect(Math.min(...english)).toBeGreaterThanOrEqual(180);
  expect(Math.max(...english)).toBeLessThanOrEqual(450);
  expect(Math.min(...chinese)).toBeGreaterThanOrEqual(350);
  expect(Math.max(...chinese)).toBeLessThanOrEqual(900);
});

function wordsOf({ body }: Story): string {
  return body.map((block) => (typeof block === 'string' ? block : JSON.stringify(block))).join(' ');
}

test('editions bring as many articles as they promise', () => {
  const count = (edition: number): number =>
    [...courier.stories, ...shibao.stories].filter((story) => story.edition === edition).length;
  expect([count(1), count(2), count(3)]).toEqual([21, 5, 4]);
});

test('every way of telling a date names its zone', () => {
  const pages = site.harbour.map((story) => courierStory(story, site)).join('');
  const chinese = site.jiangwan.map((story) => shibaoStory(story, site)).join('');
  expect(pages).toMatch(/"datePublished": "2026-11-24T\d\d:\d\d:00\+01:00"/);
  expect(pages).toMatch(/article:published_time" content="[^"]+Z"/);
  expect(pages).toMatch(/Published \d+ November 2026, \d\d:\d\d UTC/);
  expect(chinese).toMatch(/"datePublished": "2026-11-2\dT\d\d:\d\d:00\+08:00"/);
  expect(chinese).toMatch(/发布时间：2026年11月2\d日 \d\d:\d\d（北京时间）/);
});

test('each picture an article shows is a PNG of a few kilobytes', async () => {
  const demo = await startDemo({ now: () => noon });
  onTestFinished(() => demo.close());
  const pages = [...site.harbour.map((s) => courierStory(s, site))].join('');
  const paths = new Set(pages.match(/\/pictures\/[a-z-]+-640\.png/g));
  expect(paths.size).toBeGreaterThanOrEqual(5);
  for (const path of paths) {
    const answer = await fetch(new URL(path, demo.url));
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(answer.headers.get('content-type')).toBe('image/png');
    expect(bytes.toString('latin1', 1, 4)).toBe('PNG');
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([640, 360]);
    expect(bytes.length).toBeLessThan(10_000);
  }
  const { url, image } = demo.cases.lazyImage;
  const lazy = await (await fetch(url)).text();
  const path = new URL(image).pathname;
  expect(lazy).toContain(`data-src="${path}"`);
  expect(lazy).not.toContain(` src="${path}"`);
  expect((await fetch(new URL('/pictures/nowhere-640.png', demo.url))).status).toBe(404);
});
