import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Archive } from '../src/archive/index.ts';
import { createReader } from '../src/web/index.ts';
import { allOfArchive } from './everything.ts';
import { isOnPostgres } from './house-store.ts';
import { clock, command, openForTest, scratch } from './newspaper.ts';
import { type Site, type SiteAnswer, startSite } from './small-site.ts';

const secret = 'Lin Xiaoyu lives at Harbour Road 17';
const picture = Buffer.from('ÿØÿ a picture of the house at Harbour Road');
const shared = Buffer.from('ÿØÿ a picture of the harbour that two articles show');

const path = (slug: string): string => `/2026/${slug}-story-of-today?a=1&b=2`;

/** The feed, with `extra` among its channel's own fields. */
function feed(titles: Readonly<Record<string, string>>, extra = ''): SiteAnswer {
  const items = Object.entries(titles).map(
    ([slug, title], day) =>
      `<item><pubDate>0${day + 1} Nov 2026 08:00:00 GMT</pubDate><title>${title}</title><link>{base}${path(slug).replace('&', '&amp;')}</link><guid isPermaLink="false">tag:paper.test,2026:${slug}</guid><description>${title}, in short.</description></item>\n`,
  );
  const body = `<?xml version="1.0"?><rss version="2.0"><channel><title>Paper</title><link>{base}/</link>${extra}${items.join('')}</channel></rss>`;
  return { type: 'application/rss+xml', body };
}

const page = (title: string, text: string, ...images: readonly string[]): string =>
  `<!doctype html><html lang="en"><head><title>${title}</title></head><body><article><h1>${title}</h1>${`<p>${text} The harbour office said so on Monday, and the paper has it from two witnesses who asked not to be named here.</p>`.repeat(4)}${images.map((image) => `<p><img src="${image}" alt="picture"></p>`).join('')}</article></body></html>`;

const early = { house: `A house is named: ${secret}`, quay: 'A quay is built' };
/** The third article's picture is the first one's. */
const later = { ...early, ferry: 'A ferry leaves' };

/** A newspaper of articles of which one is to be taken down, and another shares a picture with it. */
const paper = (): Promise<Site> =>
  startSite({
    '/feed.xml': feed(early),
    [path('house')]: page(later.house, secret, '/house.jpg', '/shared.jpg'),
    [path('quay')]: page(later.quay, 'Quay.', '/shared.jpg'),
    [path('ferry')]: page(later.ferry, 'Ferry.', '/copy.jpg'),
    '/house.jpg': { type: 'image/jpeg', body: picture },
    '/copy.jpg': { type: 'image/jpeg', body: picture },
    '/shared.jpg': { type: 'image/jpeg', body: shared },
  });

describe('an article that is taken down', () => {
  const time = clock();
  let place: ReturnType<typeof scratch>;
  let site: Site;
  let archive: Archive;
  const url = () => site.url(path('house'));
  const fetch = async () => await archive.fetch({ all: true });

  beforeEach(async () => {
    place = scratch();
    site = await paper();
    archive = await openForTest(place.folder, time.now);
    await archive.follow(site.url('/feed.xml'), { allowPrivate: true });
    await fetch();
    site.set('/feed.xml', feed(later));
    time.pass(60_000);
    await fetch();
  });
  afterEach(async () => {
    await archive.close();
    await site.close();
    place.clear();
  });

  it('lies in no file any more, and everything else stands', async () => {
    expect((await archive.search({ text: 'Xiaoyu' })).total).toBe(1);
    const takedown = await archive.takeDown(url(), { reason: 'privacy' });
    expect(takedown.removal).toMatchObject({ left: [], revisions: [{ number: 1 }] });
    expect(takedown.removal.captures.map((one) => one.url).sort()).toEqual([
      url(),
      url(),
      site.url('/house.jpg'),
    ]);
    expect([takedown.removal.cut.length, takedown.removal.moved.length]).toEqual([2, 1]);
    expect(await archive.search({ text: 'Xiaoyu' })).toMatchObject({ total: 0 });
    expect((await archive.doctor()).faults).toEqual([]);
    expect((await archive.articles({ limit: 9 })).map(({ title }) => title).sort()).toEqual([
      'A ferry leaves',
      'A quay is built',
    ]);
    const copy = await archive.content(site.url('/copy.jpg'));
    expect(Buffer.from(copy?.bytes ?? []).equals(picture)).toBe(true);
    expect(await archive.hasImage(site.url('/house.jpg'))).toBe(false);
    expect(await archive.hasImage(site.url('/shared.jpg'))).toBe(true);
    await archive.close();
    expect(await allOfArchive(place.folder)).not.toContain('Xiaoyu');
    const audit = await command(['verify', '--archive', place.folder, '--json']);
    expect(audit.json()).toMatchObject({ ok: true, faults: [] });
    expect(audit.json()['removed']).toHaveLength(3);
    archive = await openForTest(place.folder, time.now);
  });

  it('does not come back by its feed, by hand or by import until that is allowed', async () => {
    const { articles } = await archive.takeDown(url(), { reason: 'court' });
    site.set('/feed.xml', feed(later, '<description>A new day</description>'));
    time.pass(7_200_000);
    await fetch();
    expect(await archive.stats()).toMatchObject({ articles: 2, failed: 0, pending: 0 });
    await expect(archive.capture(url(), { allowPrivate: true })).rejects.toThrow('was removed on');
    const again = await archive.takeDown(articles[0], { reason: 'court' });
    expect(again.removal.cut).toHaveLength(1);
    await archive.liftTakedown(url());
    expect((await archive.capture(url(), { allowPrivate: true })).title).toContain('A house');
    expect((await archive.doctor()).faults).toEqual([]);
  });

  it.skipIf(isOnPostgres)(
    'counts as gone only when no reader holds on to what the catalogue’s log has of it',
    async () => {
      const file = join(place.folder, 'backissue.sqlite');
      const reader = new Sqlite(file, { readonly: true });
      reader.exec('begin; select count(*) from revisions;');
      const taking = archive.takeDown(url(), { reason: 'privacy' });
      await expect(taking).rejects.toMatchObject({ code: 'conflict' });
      expect(await archive.takedowns()).toMatchObject([{ state: 'erased' }]);
      expect((await archive.doctor()).faults).toMatchObject([{ kind: 'takedown-unfinished' }]);
      reader.close();
      await archive.close();
      archive = await openForTest(place.folder, time.now);
      expect(await archive.takedowns()).toMatchObject([{ state: 'done' }]);
      // Beside the archive that is open: nothing of it waits in the log.
      expect(await allOfArchive(place.folder)).not.toContain('Xiaoyu');
    },
  );

  it('is told of in its place, in the reader’s language', async () => {
    const { articles } = await archive.takeDown(url(), { reason: 'gdpr-17' });
    const reader = createReader({ archive, now: time.now, title: 'T', timeZone: 'UTC' });
    const english = await reader.request(`/article/${articles[0]}`);
    expect(english.status).toBe(410);
    expect(await english.text()).toContain('24 November 2026');
    const chinese = await reader.request(`/article/${articles[0]}`, {
      headers: { 'Accept-Language': 'zh' },
    });
    expect(await chinese.text()).toContain('已从本档案移除');
    const capture = (await archive.takedowns())[0]?.removal.captures[0]?.id ?? '';
    const raw = await reader.request(`/capture/${capture}`);
    expect([raw.status, await raw.text()]).toMatchObject([
      404,
      expect.stringContaining('was removed on'),
    ]);
  });
});

describe('backissue takedown', () => {
  it('asks for a reason it knows', async () => {
    const { folder, clear } = scratch();
    onTestFinished(clear);
    await (await openForTest(folder, clock().now)).close();
    const said = await command(['takedown', 'abc', '--reason', 'shame', '--archive', folder]);
    expect(said).toMatchObject({ code: 2 });
    expect(said.err).toContain('it takes privacy, gdpr-17, copyright, court, author');
  });
});
