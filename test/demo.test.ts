import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Archive, FetchReport } from '../src/archive/index.ts';
import type { Demo } from '../src/demo/index.ts';
import { clock, command, followedDemo, openForTest, scratch } from './newspaper.ts';

describe('the demo newspaper, archived over three editions', () => {
  const time = clock();
  const { folder, clear } = scratch();
  const reports: FetchReport[] = [];
  let archive: Archive;
  let demo: Demo;

  beforeAll(async () => {
    archive = await openForTest(folder, time.now);
    demo = await followedDemo(archive, time.now);
    for (let edition = 1; edition <= 3; edition += 1) {
      if (edition > 1) demo.publishNextEdition();
      for (let pass = 0; pass < 3; pass += 1) {
        reports.push(await archive.fetch({ all: true }));
        time.pass(60_000);
      }
      time.pass(3_600_000);
    }
  }, 120_000);

  afterAll(async () => {
    await archive.close();
    await demo.close();
    clear();
  });

  const state = (url: string) => archive.article(url);

  it('brings every article once', async () => {
    expect(reports.reduce((sum, report) => sum + report.articles, 0)).toBe(30);
    expect((await archive.stats()).articles).toBe(30);
  });

  it('writes nothing new in a pass without news', async () => {
    const quiet = await archive.fetch({ all: true });
    expect([quiet.articles, quiet.revisions]).toEqual([0, 0]);
  });

  it('reads GBK under a header that says UTF-8', async () => {
    const { revision } = await state(demo.cases.gbk.url);
    expect(revision.content.title).toBe(demo.cases.gbk.title);
    expect(revision.content.text).toContain(demo.cases.gbk.paragraph);
  });

  it('knows an article behind redirects by where they end, and by where they began', async () => {
    const { asked, final, title } = demo.cases.redirected;
    const { article } = await state(final);
    expect(article.title).toBe(title);
    expect((await state(asked)).article.id).toBe(article.id);
    expect(article.revisions).toBe(1);
  });

  it('keeps both states of a silently edited article', async () => {
    const { edited } = demo.cases;
    const { article, revisions } = await state(edited.url);
    expect([article.title, article.revisions]).toEqual([edited.titleAfter, 2]);
    const before = await archive.article(edited.url, 1);
    expect(before.revision.content.title).toBe(edited.titleBefore);
    expect(before.revision.content.text).toContain(edited.paragraphBefore);
    const after = await archive.article(edited.url, 2);
    expect(after.revision.content.text).toContain(edited.paragraphAfter);
    expect(after.revision.content.text).not.toContain(edited.paragraphBefore);
    expect(revisions[1]?.previous).toBe(revisions[0]?.id);
  });

  it('knows a re-titled article at a new address as the same', async () => {
    const { oldUrl, newUrl, titleAfter } = demo.cases.retitled;
    const old = await state(oldUrl);
    expect(old.article.id).toBe((await state(newUrl)).article.id);
    expect([old.article.title, old.article.revisions]).toEqual([titleAfter, 2]);
  });

  it('keeps what turned 404 and 410 and says that it is not served', async () => {
    const notFound = await state(demo.cases.notFound.url);
    expect(notFound.article.absent).toBe('not-found');
    expect(notFound.absences.at(-1)?.status).toBe(404);
    expect(notFound.revision.content.text.length).toBeGreaterThan(200);
    expect((await state(demo.cases.gone.url)).article.absent).toBe('gone');
  });

  it('comes back for a page that failed twice', async () => {
    const { article } = await state(demo.cases.flaky.url);
    expect([article.title, article.revisions]).toEqual([demo.cases.flaky.title, 1]);
  });

  it('gives a live page a revision for every edition that grew it', async () => {
    const { article, revision } = await state(demo.cases.live.url);
    expect(article.revisions).toBe(3);
    for (const note of demo.cases.live.notes.flat()) expect(revision.content.text).toContain(note);
  });

  it('names the broken item of a feed and keeps the ones beside it', async () => {
    const all = await archive.sources();
    const broken = all.find(({ source }) => source.url === demo.cases.brokenItem.feed);
    expect(broken?.health.warnings.join('\n')).toContain(demo.cases.brokenItem.title);
    for (const { url } of demo.cases.fullText) expect((await state(url)).article.url).toBeTruthy();
  });

  it('finds articles that only a section page lists', async () => {
    for (const { url, title } of demo.cases.unfed)
      expect((await state(url)).article.title).toBe(title.replace(/\s+/g, ' '));
  });

  it('holds the images of its articles', async () => {
    const { revision } = await state(demo.cases.lazyImage.url);
    const [image] = revision.content.images;
    expect(image?.url).toMatch(/market-hall/);
    for (const article of await archive.articles({ limit: 100 })) {
      const shown = (await archive.article(article.id)).revision.content.images;
      for (const { url } of shown) expect([url, await archive.hasImage(url)]).toEqual([url, true]);
    }
  });

  it('never asks for what robots.txt forbids', () => {
    const path = new URL(demo.cases.disallowed).pathname;
    expect(demo.requests.some((request) => request.path.startsWith(path))).toBe(false);
  });

  it('cuts the furniture out of every article', async () => {
    for (const article of await archive.articles({ limit: 100 })) {
      const { revision } = await archive.article(article.id);
      expect(revision.content.text).not.toMatch(/分享 ?[:：]|订阅《|cookie|Newsletter/i);
    }
  });

  it('is whole when the doctor looks', async () => {
    expect((await archive.doctor()).faults).toEqual([]);
  });

  it('finds its words in both languages', async () => {
    const { title } = demo.cases.gbk;
    const found = await archive.search({ text: title });
    expect(found.hits[0]?.article.title).toBe(title);
  });
});

it('backissue demo says of one look what it saw, and of nothing that it is gone', async () => {
  const { code, out } = await command(['demo', '--once', '--editions', '2']);
  expect(code).toBe(0);
  expect(out).toContain('not served at this look');
  expect(out).not.toContain('not served any more');
});
