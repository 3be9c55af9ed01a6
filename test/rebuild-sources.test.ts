import { copyFileSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { contents, forgetCatalogue } from './contents.ts';
import { isOnPostgres, openTestStore } from './house-store.ts';
import { clock, command, openForTest, scratch } from './newspaper.ts';
import { rebuilt } from './rebuilt.ts';
import { listPage, rss, startSite, storyPage } from './small-site.ts';

const { folder: place, freshFolder, clear } = scratch();
afterAll(clear);
const hour = 3_600_000;

/** Of what source each capture is. */
async function sourcesOfCaptures(folder: string) {
  const store = await openTestStore({ file: join(folder, 'backissue.sqlite'), readOnly: true });
  const captures = await store.captures({ limit: 1000 });
  await store.close();
  return captures.map(({ id, askedUrl, sourceId }) => ({ id, askedUrl, sourceId }));
}

describe('what was captured for others', () => {
  it('is of the same source when the catalogue is lost', async () => {
    const folder = freshFolder();
    const time = clock();
    const path = '/2024/03/harbour-bridge-opens';
    const page = (of: string, more = '') =>
      `<!doctype html><html lang="en"><head><title>Harbour bridge opens</title></head><body><article><h1>Harbour bridge opens</h1><p>${`The report says ${of} that the bridge is open, and that ferries wait. `.repeat(6)}</p></article>${more}</body></html>`;
    const next = `<div class="pager"><a href="${path}?page=2">Next page</a></div>`;
    const site = await startSite({
      '/feed': rss([path]),
      [path]: page('first', next),
      [`${path}?page=2`]: { status: 302, headers: { location: `${path}-2` } },
      [`${path}-2`]: page('second'),
    });
    const archive = await openForTest(folder, time.now);
    await archive.follow(site.url('/feed'), { allowPrivate: true });
    await archive.fetch({ all: true });
    // A part that fails for the moment: the page is kept as evidence.
    site.set(`${path}?page=2`, { status: 503 });
    time.pass(hour);
    await archive.fetch({ all: true });
    await archive.close();
    await site.close();
    const before = await sourcesOfCaptures(folder);
    expect(before.filter(({ askedUrl }) => /page=2|-2$/.test(askedUrl))).toHaveLength(3);
    expect(before.filter(({ askedUrl }) => askedUrl.endsWith(path))).toHaveLength(2);
    await forgetCatalogue(folder);
    await rebuilt(folder);
    expect(await sourcesOfCaptures(folder)).toEqual(before);
  });
});

// A rebuild in a database has no catalogue before it.
describe.skipIf(isOnPostgres)('a catalogue that a crash left behind its captures', () => {
  it('is left by a rebuild as its site rules read them', async () => {
    const folder = freshFolder();
    const path = '/2024/ferry-leaves';
    const words = 'The ferry left the quay at dawn, and nobody was left behind. '.repeat(6);
    const site = await startSite({
      [path]: `<!doctype html><html lang="en"><head><title>Ferry leaves</title></head><body><h1>Ferry leaves</h1><div class="words"><p>${words}</p><p class="box">Our newsroom is warm in winter, they say.</p><p>${words}</p></div></body></html>`,
    });
    const rules = join(place, 'rules');
    mkdirSync(rules);
    writeFileSync(
      join(rules, '127.0.0.1.txt'),
      "body: //div[@class='words']\nstrip: //p[@class='box']\n",
    );
    const file = join(folder, 'backissue.sqlite');
    const run = (...parameters: string[]) =>
      command([...parameters, '--archive', folder, '--host-gap', '0', '--site-rules', rules]);
    await (await openForTest(folder, clock().now)).close();
    copyFileSync(file, `${file}.early`);
    expect(await run('capture', site.url(path), '--allow-private')).toMatchObject({ code: 0 });
    await site.close();
    await forgetCatalogue(folder, 'backissue.sqlite.early');
    renameSync(`${file}.early`, file);
    await rebuilt(folder, { more: ['--keep', '--site-rules', rules] });
    const kept = await openTestStore({ file: `${file}.before-rebuild`, readOnly: true });
    const [article] = await kept.articles({ limit: 9 });
    const [revision] = await kept.latestRevisions([article?.id ?? '']);
    await kept.close();
    expect(revision?.content.text).not.toContain('newsroom');
    expect(revision?.extractor).toContain('+rules');
  });
});

describe('a feed whose texts may be the body, and a page that stands in for it', () => {
  it('has its articles of both when rebuilt', async () => {
    const folder = freshFolder();
    const time = clock();
    const stories = ['/2026/11/20/ferry-sails-again', '/2026/11/21/council-meets-twice'];
    const fresh = ['/2026/11/24/bridge-opens-at-last', '/2026/11/24/school-wins-the-cup'];
    const pages = [...stories, ...fresh].map((path) => [path, storyPage(path)] as const);
    const site = await startSite({
      '/feed': rss(stories, { text: 'A text that the feed itself carries, of one sentence.' }),
      ...Object.fromEntries(pages),
    });
    const archive = await openForTest(folder, time.now);
    await archive.follow(site.url('/feed'), { allowPrivate: true, body: 'fuller' });
    await archive.fetch({ all: true });
    site.set('/feed', { status: 410, body: 'Gone' });
    site.set('/', listPage(fresh));
    for (let pass = 0; pass < 3; pass += 1) {
      time.pass(7 * hour);
      await archive.fetch({ all: true });
    }
    await archive.close();
    await site.close();
    const before = await contents(folder);
    expect(before.all).toHaveLength(4);
    expect(await rebuilt(folder)).toMatchObject({ unread: 0 });
    expect((await contents(folder)).all).toEqual(before.all);
    await forgetCatalogue(folder);
    expect(await rebuilt(folder)).toMatchObject({ unread: 0 });
    expect((await contents(folder)).all).toEqual(before.all);
  });
});
