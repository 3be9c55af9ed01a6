import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import { parseDocument } from 'htmlparser2';
import { expect, onTestFinished, test } from 'vitest';
import { type Demo, startDemo } from './index.ts';

const noon = Date.UTC(2026, 10, 24, 12);

async function paper(edition: number): Promise<Demo> {
  const demo = await startDemo({ now: () => noon });
  onTestFinished(() => demo.close());
  while (demo.edition < edition) demo.publishNextEdition();
  return demo;
}

async function text(url = ''): Promise<string> {
  return (await fetch(url)).text();
}

async function statuses(urls: readonly (string | undefined)[]): Promise<readonly number[]> {
  return Promise.all(urls.map(async (url = '') => (await fetch(url)).status));
}

test('the Atom feed carries summaries alone and links pages that answer', async () => {
  const demo = await paper(2);
  const feed = parseAtomFeed(await text(demo.outlets[0]?.feeds.atom));
  expect(feed.title?.value).toBe('The Harbour Courier');
  expect(feed.entries).toHaveLength(11);
  for (const entry of feed.entries ?? []) {
    expect(entry.summary?.value?.length).toBeGreaterThan(40);
    expect(entry.content).toBeUndefined();
    expect(entry.authors?.length).toBeGreaterThan(0);
    expect(Date.parse(entry.published ?? '')).toBeLessThanOrEqual(noon);
    expect(Date.parse(entry.published ?? '')).toBeGreaterThan(noon - 72 * 3_600_000);
  }
  const links = feed.entries?.map((entry) => entry.links?.[0]?.href) ?? [];
  const flaky = links.indexOf(demo.cases.flaky.url);
  expect(flaky).toBeGreaterThan(0);
  expect(await statuses(links.toSpliced(flaky, 1))).toEqual(links.slice(1).map(() => 200));
});

test('the JSON Feed carries the opinion pages', async () => {
  const demo = await paper(2);
  const source = await text(demo.outlets[0]?.feeds.json);
  const feed = parseJsonFeed(source);
  expect(source).toContain('"version": "https://jsonfeed.org/version/1.1"');
  expect(feed.items?.map((item) => item.title)).toEqual([
    'Letters: the ferry bell, bicycles, and a correction to a poem',
    'In praise of a slow clock',
    'Sabine Holloway: what the oyster knows about planning',
  ]);
  expect(await statuses(feed.items?.map((item) => item.url) ?? [])).toEqual([200, 200, 200]);
});

test('the RSS feed carries whole articles around one broken item', async () => {
  const demo = await paper(1);
  const feed = parseRssFeed(await text(demo.outlets[1]?.feeds.rss));
  const titles = feed.items?.map((item) => item.title) ?? [];
  const place = titles.indexOf(demo.cases.brokenItem.title);
  expect(titles).toHaveLength(7);
  expect(place).toBe(3);
  const broken = feed.items?.[place];
  expect([broken?.link, broken?.guid]).toEqual([undefined, undefined]);
  expect(Date.parse(broken?.pubDate ?? '')).toBeNaN();
  expect(
    feed.items?.toSpliced(place, 1).map(({ guid, link, title }) => [guid?.value, link, title]),
  ).toEqual(demo.cases.fullText.map(({ guid, url, title }) => [guid, url, title]));
  for (const item of feed.items?.toSpliced(place, 1) ?? []) {
    expect(item.content?.encoded).toMatch(/^<p>[\s\S]{300,}<\/p>$/);
    expect(item.content?.encoded).not.toContain('src="/');
  }
});

test('the news sitemap lists all the Courier has online, by the addresses of the pages', async () => {
  const demo = await paper(3);
  const sitemap = await text(demo.outlets[0]?.feeds.sitemap);
  const tags = parseDocument(sitemap, { xmlMode: true });
  expect(tags.children.length).toBeGreaterThan(1);
  const urls = [...sitemap.matchAll(/<loc>([^<]+)<\/loc>/g)].map((found) => found[1]);
  expect(urls).toHaveLength(14);
  expect(urls).toContain(demo.cases.redirected.final);
  expect(urls).toContain(demo.cases.retitled.newUrl);
  expect(urls).not.toContain(demo.cases.redirected.asked);
  expect(sitemap.match(/<news:publication_date>2026-11-2\dT/g)).toHaveLength(14);
});

test('front pages name their feed; the culture section has none and alone links its articles', async () => {
  const demo = await paper(1);
  const [courier, shibao] = demo.outlets;
  expect(await text(courier?.home)).toContain(`type="application/atom+xml" title="The Harbour`);
  const front = await text(shibao?.home);
  const section = await text(shibao?.feeds.section);
  expect(front).toContain(`href="${shibao?.feeds.rss}"`);
  expect(section).not.toContain('rel="alternate"');
  const elsewhere = front + (await text(shibao?.feeds.rss));
  for (const { url, title } of demo.cases.unfed) {
    expect(section).toContain(`<a href="${new URL(url).pathname}">${title}</a>`);
    expect(elsewhere).not.toContain(new URL(url).pathname);
  }
});
