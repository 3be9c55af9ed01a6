import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { contents, forgetCatalogue } from './contents.ts';
import { allOfArchive } from './everything.ts';
import { isOnPostgres } from './house-store.ts';
import { clock, command, openForTest, scratch } from './newspaper.ts';
import { rebuilt } from './rebuilt.ts';
import { page, path, secret } from './secret-story.ts';
import { type Site, startSite } from './small-site.ts';

const { folder: place, freshFolder, clear } = scratch();
afterAll(clear);

const feed = (names: readonly string[], text = '') => {
  const items = names.map(
    (name) =>
      `<item><title>The ${name} ${name === 'house' ? secret : ''}</title><link>{base}${path(name)}</link><guid>tag:${name}</guid><description>${text.replaceAll('NAME', name)}</description></item>\n`,
  );
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>Gazette</title>${items.join('')}</channel></rss>`;
};
const note = Array.from(
  { length: 40 },
  (_, at) => `In note NAME the clerk wrote line ${at} of the day.`,
).join(' ');

/** An archive of pages, of texts that a feed carries, and of an article that only failed at first. */
async function archived() {
  const folder = freshFolder();
  const time = clock();
  const site: Site = await startSite({
    '/pages.xml': feed(['house', 'quay', 'ferry', 'lost']),
    '/texts.xml': feed(['note', 'house', 'other'], note),
    '/fuller.xml': feed(['mill', 'house'], note),
    [path('house')]: { status: 503, body: '<p>Later.</p>' },
    [path('lost')]: { status: 503, body: '<p>Later.</p>' },
  });
  for (const name of ['quay', 'ferry', 'mill']) site.set(path(name), page(name, ''));
  const archive = await openForTest(folder, time.now);
  for (const [name, body] of [
    ['pages', 'page'],
    ['texts', 'feed'],
    ['fuller', 'fuller'],
  ] as const) {
    await archive.follow(site.url(`/${name}.xml`), { allowPrivate: true, body });
  }
  const pass = async () => {
    await archive.fetch({ all: true });
    time.pass(86_400_000);
  };
  await pass();
  site.set(path('house'), page('house', secret));
  await pass();
  site.set(path('house'), page('house', `${secret} again.`));
  site.set('/texts.xml', feed(['note', 'house', 'other'], `${note} And one line more.`));
  await pass();
  return { folder, time, site, archive, pass, url: site.url(path('house')) };
}

describe('an archive from which an article was taken down, rebuilt', { timeout: 120_000 }, () => {
  it('has everything else as before, and refuses the article still', async () => {
    const { folder, time, site, archive, pass, url } = await archived();
    expect(await allOfArchive(folder)).toContain(secret);
    const { articles } = await archive.takeDown(url, { reason: 'privacy', note: 'a letter' });
    expect((await allOfArchive(folder)).includes(secret)).toBe(false);
    site.set('/texts.xml', feed(['note', 'other', 'third'], `${note} And two lines more.`));
    await pass();
    await pass();
    await archive.close();
    const before = await contents(folder);
    expect(before.all.map(({ article }) => article.title).sort()).toEqual([
      'The ferry',
      'The mill',
      'The note',
      'The other',
      'The quay',
      'The third',
    ]);
    if (!isOnPostgres) {
      await rebuilt(folder);
      expect(await contents(folder)).toEqual(before);
      expect((await command(['doctor', '--archive', folder])).out).toContain('all well');
    }
    await forgetCatalogue(folder);
    await rebuilt(folder);
    const alone = await contents(folder);
    expect(alone.all).toEqual(before.all);
    expect(alone.removed).toEqual(before.removed);
    expect(alone.takedowns).toEqual(before.takedowns.map(({ note: _note, ...fact }) => fact));
    const again = await openForTest(folder, time.now);
    await again.fetch({ all: true });
    await expect(again.capture(url, { allowPrivate: true })).rejects.toThrow('was removed on');
    await expect(again.article(articles[0])).rejects.toThrow();
    await again.liftTakedown(url);
    await again.capture(url, { allowPrivate: true });
    await again.close();
    await site.close();
    const lifted = await contents(folder);
    expect(lifted.all).toHaveLength(7);
    await forgetCatalogue(folder);
    await rebuilt(folder);
    expect((await contents(folder)).all).toEqual(lifted.all);
    expect((await contents(folder)).takedowns).toEqual(lifted.takedowns);
  });

  it('takes the emptied one of two files when a crash left both and the catalogue is lost', async () => {
    const { folder, site, archive, url } = await archived();
    const captures = join(folder, 'captures');
    const kept = join(place, 'captures-before');
    cpSync(captures, kept, { recursive: true });
    await archive.takeDown(url, { reason: 'court' });
    await archive.close();
    await site.close();
    const before = await contents(folder);
    const files = readdirSync(captures, { recursive: true });
    cpSync(kept, captures, { recursive: true });
    await forgetCatalogue(folder);
    expect((await allOfArchive(folder)).includes(secret)).toBe(true);
    await rebuilt(folder);
    expect((await contents(folder)).all).toEqual(before.all);
    expect(readdirSync(captures, { recursive: true })).toEqual(files);
    expect((await allOfArchive(folder)).includes(secret)).toBe(false);
  });
});
