import iconv from 'iconv-lite';
import { expect, onTestFinished, test } from 'vitest';
import { type Demo, startDemo } from './index.ts';
import { shibaoStory } from './jiangwan-page.ts';
import { siteOf } from './site.ts';

const noon = Date.UTC(2026, 10, 24, 12, 0, 7, 345);

async function paper(now = (): number => noon): Promise<Demo> {
  const demo = await startDemo({ now });
  onTestFinished(() => demo.close());
  return demo;
}

async function status(url: string): Promise<number> {
  return (await fetch(url, { redirect: 'manual' })).status;
}

async function text(url: string): Promise<string> {
  return (await fetch(url)).text();
}

function publishUpTo(demo: Demo, edition: number): void {
  while (demo.edition < edition) demo.publishNextEdition();
}

test('the GBK page says UTF-8 in its header and is GBK in its bytes, to the last character', async () => {
  const demo = await paper();
  publishUpTo(demo, 4);
  const answer = await fetch(demo.cases.gbk.url);
  const bytes = Buffer.from(await answer.arrayBuffer());
  const decoded = new TextDecoder('gb18030', { fatal: true }).decode(bytes);
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(decoded).toContain(`<h1 class="bt">${demo.cases.gbk.title}</h1>`);
  expect(decoded).toContain(demo.cases.gbk.paragraph);
  expect(bytes.toString('utf8')).not.toContain(demo.cases.gbk.title);
  const site = siteOf(demo.url.slice(0, -1), [noon, noon, noon, noon]);
  const written = site.jiangwan.filter(({ story }) => story.gbk === true);
  for (const page of written) {
    const whole = shibaoStory(page, site);
    expect(iconv.decode(iconv.encode(whole, 'gbk'), 'gbk')).toBe(whole);
  }
});

test('a feed link goes through a 302 and a 301 to its page', async () => {
  const { cases } = await paper();
  const { asked, between, final, title } = cases.redirected;
  const first = await fetch(asked, { redirect: 'manual' });
  const second = await fetch(between, { redirect: 'manual' });
  expect([first.status, first.headers.get('location')]).toEqual([302, between]);
  expect([second.status, second.headers.get('location')]).toEqual([301, final]);
  const followed = await fetch(asked);
  expect([followed.status, followed.url]).toEqual([200, final]);
  expect(await followed.text()).toContain(`<h1>${title}</h1>`);
});

test('the silent edit changes title and one paragraph of the page and nothing of its feed entry', async () => {
  const demo = await paper();
  const { edited } = demo.cases;
  const entry = async (): Promise<string> =>
    (await text(`${demo.url}harbour/atom.xml`))
      .split('<entry>')
      .filter((part) => part.includes(edited.guid))
      .join();
  const [page, told] = [await text(edited.url), await entry()];
  publishUpTo(demo, edited.edition);
  const after = await text(edited.url);
  expect(page).toContain(`<h1>${edited.titleBefore}</h1>`);
  expect(after).toBe(
    page
      .replaceAll(edited.titleBefore, edited.titleAfter)
      .replaceAll(encodeURIComponent(edited.titleBefore), encodeURIComponent(edited.titleAfter))
      .replace(edited.paragraphBefore, edited.paragraphAfter)
      .replace(listsOf(page), listsOf(after))
      .replace(railOf(page), railOf(after)),
  );
  expect(await entry()).toBe(told);
  expect(told).toContain(edited.titleBefore);
});

function listsOf(page: string): string {
  return page.slice(page.indexOf('<aside class="related">'), page.indexOf('<section class="comm'));
}

function railOf(page: string): string {
  return page.slice(page.indexOf('<aside class="rail">'), page.indexOf('</main>'));
}

test('the retitled story keeps its guid, and its old address answers 301', async () => {
  const demo = await paper();
  const { retitled } = demo.cases;
  expect([await status(retitled.oldUrl), await status(retitled.newUrl)]).toEqual([200, 404]);
  publishUpTo(demo, retitled.edition);
  const old = await fetch(retitled.oldUrl, { redirect: 'manual' });
  expect([old.status, old.headers.get('location')]).toEqual([301, retitled.newUrl]);
  expect(await text(retitled.newUrl)).toContain(`<h1>${retitled.titleAfter}</h1>`);
  const feed = await text(`${demo.url}harbour/atom.xml`);
  const entries = feed.split('<entry>').filter((part) => part.includes(retitled.guid));
  expect(entries).toHaveLength(1);
  expect(entries[0]).toContain(`<title>${retitled.titleAfter}</title>`);
  expect(entries[0]).toContain(`href="${retitled.newUrl}"`);
});

test('one page turns 404 and leaves every list; one turns 410 and lingers in the feed', async () => {
  const demo = await paper();
  const { notFound, gone } = demo.cases;
  publishUpTo(demo, 2);
  expect([await status(notFound.url), await status(gone.url)]).toEqual([200, 200]);
  publishUpTo(demo, 3);
  expect([await status(notFound.url), await status(gone.url)]).toEqual([404, 410]);
  const feed = await text(`${demo.url}harbour/atom.xml`);
  const lists = (await text(`${demo.url}harbour/news-sitemap.xml`)) + (await text(demo.url));
  expect(feed).not.toContain(notFound.url);
  expect(feed).toContain(gone.url);
  expect(lists).not.toContain(new URL(notFound.url).pathname);
  expect(lists).not.toContain(new URL(gone.url).pathname);
});

test('the flaky page answers 500 twice a server and then works', async () => {
  const { cases } = await paper();
  const tries = [];
  for (let n = 0; n < cases.flaky.failures + 2; n++) tries.push(await status(cases.flaky.url));
  expect(tries).toEqual([500, 500, 200, 200]);
});

test('the live page grows, newest note on top, until the last edition with news', async () => {
  const demo = await paper();
  const { live } = demo.cases;
  const pages: string[] = [];
  for (let edition = 1; edition <= 5; edition++) {
    publishUpTo(demo, edition);
    pages.push(await text(live.url));
  }
  for (const [index, page] of pages.entries()) {
    const told = live.notes.slice(0, index + 1).flat();
    const untold = live.notes.slice(index + 1).flat();
    const places = told.map((note) => page.indexOf(note));
    expect(Math.min(...places)).toBeGreaterThan(0);
    expect(places).toEqual(places.toSorted((a, b) => b - a));
    for (const note of untold) expect(page).not.toContain(note);
  }
  expect(storyOf(pages[4])).toBe(storyOf(pages[2]));
});

/** The story on a page, without the furniture that later templates put among it. */
function storyOf(page = ''): string {
  return page
    .slice(page.indexOf('<header class="story-head">'), page.indexOf('<section class="c'))
    .replace(/<p class="stats">.*<\/p>\n|<aside class="promo">.*<\/aside>\n/g, '');
}

test('later editions are dated when they come out, and time between them changes nothing', async () => {
  let clock = noon;
  const demo = await paper(() => clock);
  const feeds = ['harbour/atom.xml', 'harbour/feed.json', 'jiangnan/rss.xml'];
  const all = (): Promise<readonly string[]> =>
    Promise.all(feeds.map((path) => text(demo.url + path)));
  const first = await all();
  clock += 3_600_000;
  expect(await all()).toEqual(first);
  demo.publishNextEdition();
  const [atom, json, rss] = await all();
  expect(atom).toContain('<published>2026-11-24T13:00:07Z</published>');
  expect(json).toContain('"2026-11-24T14:00:07+01:00"');
  expect(rss).toContain('<pubDate>Tue, 24 Nov 2026 21:00:07 +0800</pubDate>');
});

test('each edition after the news brings one short item an outlet, and ten can be published', async () => {
  const demo = await paper();
  expect(demo.editions).toBe(3);
  const links = async (path: string, tag: RegExp): Promise<number> =>
    [...(await text(demo.url + path)).matchAll(tag)].length;
  const counts: number[][] = [];
  for (let edition = 1; edition <= 10; edition++) {
    publishUpTo(demo, edition);
    counts.push([
      await links('harbour/atom.xml', /<entry>/g),
      await links('harbour/feed.json', /"id"/g),
      await links('jiangnan/rss.xml', /<link>/g),
      await links('jiangnan/culture/', /culture\/\d+\.html/g),
    ]);
  }
  expect(counts.slice(0, 4)).toEqual([
    [9, 2, 7, 4],
    [11, 3, 9, 4],
    [12, 3, 10, 5],
    [13, 3, 11, 5],
  ]);
  expect(counts[9]).toEqual([19, 3, 17, 2]);
  expect(await status(`${demo.url}harbour/coast/tide-note-10`)).toBe(200);
  expect(await status(`${demo.url}jiangnan/news/shuiqing-10.html`)).toBe(200);
});

test('every edit of the plot is on its page from its edition on, and not before', async () => {
  const demo = await paper();
  const words = async (url: string) => await text(url);
  for (let edition = 2; edition <= 10; edition += 1) {
    const due = demo.cases.edits.filter((edit) => edit.edition === edition);
    const before = await Promise.all(due.map(({ url }) => words(url)));
    demo.publishNextEdition();
    for (const [at, { url, from, to }] of due.entries()) {
      const after = await words(url);
      expect([url, before[at]?.includes(from), after.includes(to)]).toEqual([url, true, true]);
      if (!to.includes(from)) expect(after).not.toContain(from);
    }
  }
});

test('every absence of the plot is answered as it says, and what is to come back does', async () => {
  const demo = await paper();
  const { absences, moved } = demo.cases;
  const answers = new Map<string, string[]>();
  for (let edition = 1; edition <= 12; edition += 1) {
    publishUpTo(demo, edition);
    for (const { url } of absences) {
      const answer = await fetch(url);
      const told = [String(answer.status), answer.url === url ? '' : 'led on'].join(' ').trim();
      answers.set(url, [...(answers.get(url) ?? []), told]);
    }
  }
  const statusOf = { 'not-found': '404', gone: '410', blocked: '403', captcha: '403' } as const;
  for (const { url, edition, until, kind } of absences) {
    const during = new Set(answers.get(url)?.slice(edition - 1, (until ?? 13) - 1));
    expect([url, during.size]).toEqual([url, 1]);
    const [told = ''] = during;
    if (kind in statusOf) expect(told).toContain(statusOf[kind as keyof typeof statusOf]);
    if (until !== undefined) expect(answers.get(url)?.at(until - 1)).toMatch(/^200/);
  }
  expect((await fetch(moved.url)).url).toBe(moved.newUrl);
});
