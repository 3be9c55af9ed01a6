import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { contents, forgetCatalogue } from './contents.ts';
import { clock, command, openForTest, scratch } from './newspaper.ts';
import { listPage, rss, startSite, storyPage } from './small-site.ts';

const { folder: place, clear } = scratch();
afterAll(clear);
let serial = 0;
const freshFolder = () => join(place, `archive-${serial++}`);
const hour = 3_600_000;

const rebuild = async (folder: string, ...more: string[]) => {
  const done = await command(['rebuild', '--archive', folder, '--json', ...more]);
  expect(done).toMatchObject({ code: 0, err: '' });
  return done.json();
};

describe('a feed whose texts may be the body, and a page that stands in for it', () => {
  it('has its articles of both when rebuilt', { timeout: 60_000 }, async () => {
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
    expect(await rebuild(folder)).toMatchObject({ unread: 0 });
    expect((await contents(folder)).all).toEqual(before.all);
    forgetCatalogue(folder);
    expect(await rebuild(folder)).toMatchObject({ unread: 0 });
    expect((await contents(folder)).all).toEqual(before.all);
  });
});
