import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type Digest, instant, type Url } from '../src/model/index.ts';
import { formatNewsFile } from '../src/transfer/news-repository/news-file.ts';
import { contents, forgetCatalogue } from './contents.ts';
import { isOnPostgres, openTestStore } from './house-store.ts';
import { command, followedDemo, openForTest, scratch } from './newspaper.ts';
import { rebuilt } from './rebuilt.ts';
import { rss, startSite } from './small-site.ts';

const { folder: place, freshFolder, clear } = scratch();
afterAll(clear);

describe('the demo newspaper, archived over its editions and rebuilt', { timeout: 240_000 }, () => {
  it('has the same articles, revisions and captures, to the last byte', async () => {
    const folder = freshFolder();
    let time = Date.UTC(2026, 10, 24, 8);
    const now = () => time;
    const archive = await openForTest(folder, now);
    const demo = await followedDemo(archive, now);
    for (let edition = 1; edition <= 4; edition += 1) {
      if (edition > 1) demo.publishNextEdition();
      for (let pass = 0; pass < 3; pass += 1) {
        await archive.fetch({ all: true });
        time += 3_600_000;
      }
    }
    await archive.close();
    await demo.close();
    const before = await contents(folder);
    expect(before.all.length).toBeGreaterThan(10);
    const report = await rebuilt(folder);
    if (!isOnPostgres) expect(await contents(folder)).toEqual(before);
    expect(report).toMatchObject({
      captures: before.counts.captures,
      articles: before.all.filter(({ article }) => article.mergedInto === undefined).length,
    });
    expect((await command(['doctor', '--archive', folder])).out).toContain('all well');
    expect(readdirSync(folder).filter((name) => /\.(?:new|before-rebuild)/.test(name))).toEqual([]);
    if (!isOnPostgres) {
      await rebuilt(folder, { more: ['--keep'] });
      expect(existsSync(join(folder, 'backissue.sqlite.before-rebuild'))).toBe(true);
      // Again, of the captures alone: in a database it is never otherwise.
      await forgetCatalogue(folder);
      await rebuilt(folder);
    }
    expect(await contents(folder)).toMatchObject({
      all: before.all,
      counts: { sources: before.counts.sources },
    });
  });
});

const spots = 'quay mill school church market bridge tower garden harbour library'.split(' ');
const story = (n: number, more = ''): string =>
  `<!doctype html><html lang="en"><head><title>Matter ${n} of the ${spots[n % 10]}</title></head><body><article><h1>Matter ${n} of the ${spots[n % 10]}</h1>${[
    1, 2, 3,
  ]
    .map(
      (at) =>
        `<p>On day ${n * 10 + at} people met at the ${spots[(n + at) % 10]} to speak of matter ${n}, for which the ${spots[(n * 3 + at) % 10]} had waited. They agreed on point ${at} and went home.</p>`,
    )
    .join('')}${more}</article></body></html>`;
const promise =
  '<p>The Harbour Desk stays with you day and night, on land and at sea, in all weathers.</p>';
const path = (n: number) => `/2026/06/01/matter-of-the-day-${n}`;
const longText = (n: number) =>
  Array.from({ length: 40 }, (_, at) => `In note ${n} the clerk wrote line ${at} of the day.`).join(
    ' ',
  );

describe('an archive of whatever may be followed, rebuilt', { timeout: 240_000 }, () => {
  it('has the same articles and revisions, with its catalogue before or of captures alone', async () => {
    const folder = freshFolder();
    let time = Date.UTC(2026, 5, 1, 8);
    const site = await startSite({
      '/robots.txt': { type: 'text/plain', body: 'User-agent: *\nDisallow: /closed/\n' },
      '/pages.xml': rss([...[1, 2, 3, 4, 5, 6].map(path), '/broken', '/closed/1'], {
        text: 'A text that the feed itself carries, of two sentences. It is short but it is one.',
      }),
      '/again.xml': rss([path(1), path(2)]),
      '/texts.xml': rss(['/n/note-100001', '/n/note-100002'], { text: longText(1) }),
      '/fuller.xml': rss([path(11), path(12)], { text: longText(2) }),
      '/sitemap.xml':
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>{base}/inner.xml</loc></sitemap></sitemapindex>',
      '/inner.xml': `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${[21, 22].map((n) => `<url><loc>{base}${path(n)}</loc><lastmod>2026-06-01</lastmod></url>`).join('')}</urlset>`,
      '/broken': { status: 500, body: '<p>Sorry.</p>' },
    });
    for (const n of [1, 2, 3, 4, 5, 6, 11, 12, 21, 22]) site.set(path(n), story(n, promise));
    const archive = await openForTest(folder, () => time);
    const follow = (name: string, body: 'page' | 'feed' | 'fuller') =>
      archive.follow(site.url(name), { allowPrivate: true, body });
    await follow('/pages.xml', 'page');
    await follow('/again.xml', 'page');
    await follow('/texts.xml', 'feed');
    await follow('/fuller.xml', 'fuller');
    await follow('/sitemap.xml', 'page');
    const pass = async () => {
      await archive.fetch({ all: true });
      time += 3_600_000;
    };
    for (let count = 0; count < 4; count += 1) await pass();
    site.set(path(1), story(1, `<p>12 views</p>${promise}`));
    site.set(path(2), story(2).replace('agreed', 'did not agree'));
    site.set(path(3), { status: 404, body: '<p>Gone</p>' });
    site.set('/robots.txt', { type: 'text/plain', body: `User-agent: *\nDisallow: ${path(4)}\n` });
    site.set('/texts.xml', rss(['/n/note-100001'], { text: `${longText(1)} And one line more.` }));
    time += 86_400_000;
    await pass();
    site.set(path(3), story(3));
    await archive.capture(site.url(path(6)), { allowPrivate: true });
    site.set('/alone-100007', story(7, promise));
    await archive.capture(site.url('/alone-100007'), { allowPrivate: true });
    await pass();
    await archive.close();
    await site.close();
    const repository = join(place, 'repository', 'articles', 'Gazette');
    mkdirSync(repository, { recursive: true });
    for (const [at, n] of [1, 2, 1].entries()) {
      const file = formatNewsFile({
        publishedAt: instant(Date.UTC(2024, 0, 1 + at)),
        title: `Note ${n}`,
        url: `https://example.com/note-10000${n}` as Url,
        bodyHtml: `<p>${longText(n)} ${at}</p>`,
      });
      writeFileSync(join(repository, `${1_048_575 - at}.md`), file);
    }
    const imported = ['import', join(place, 'repository'), '--archive', folder];
    expect(await command(imported)).toMatchObject({ code: 0, err: '' });
    const before = await contents(folder);
    const edited = before.all.filter(({ revisions }) => revisions.length > 1);
    expect(edited.map(({ article }) => new URL(article.url).pathname).sort()).toEqual([
      // The feed's fuller text first, then what the page says of itself.
      path(11),
      path(12),
      path(2),
      '/n/note-100001',
      '/note-100001',
    ]);
    expect(before.all.flatMap(({ absences }) => absences.map(({ kind }) => kind)).sort()).toEqual(
      expect.arrayContaining(['not-found', 'refused']),
    );
    if (!isOnPostgres) {
      await rebuilt(folder);
      expect(await contents(folder)).toEqual(before);
    }
    await forgetCatalogue(folder);
    await rebuilt(folder);
    expect(await contents(folder)).toMatchObject({
      all: before.all,
      counts: { sources: before.counts.sources },
    });
  });
});

describe('a catalogue of an extractor of old', { timeout: 120_000 }, () => {
  it('loses revisions that no longer differ, and gets better texts', async () => {
    const folder = freshFolder();
    let time = Date.UTC(2026, 5, 1, 8);
    const site = await startSite({ [path(1)]: story(1), [path(2)]: story(2) });
    const archive = await openForTest(folder, () => time);
    const capture = async (n: number) => {
      time += 60_000;
      return await archive.capture(site.url(path(n)), { allowPrivate: true });
    };
    const { id, revisionId } = await capture(1);
    const good = await archive.revision(revisionId);
    await capture(2);
    const before = await contents(folder);
    const file = join(folder, 'backissue.sqlite');
    const store = await openTestStore({ file });
    const article = await store.article(id);
    if (good === undefined || article === undefined) throw new TypeError('no article');
    // As an extractor wrote it that left the menu in the text.
    const bad = {
      ...good,
      id: 'bad',
      number: 2,
      previous: good.id,
      extractor: 'backissue@0',
      textDigest: 'b'.repeat(64) as Digest,
      uncutDigest: 'b'.repeat(64) as Digest,
      content: { ...good.content, text: `Home | News\n${good.content.text}` },
    };
    await store.commit({
      revisions: [bad],
      articles: [{ ...article, revisionId: 'bad', revisions: 2 }],
    });
    await store.close();
    // A better extractor is no edit.
    await capture(1);
    expect((await archive.article(id)).revisions).toHaveLength(2);
    await archive.close();
    await site.close();
    const report = await rebuilt(folder);
    expect(report).toMatchObject({ revisions: 2 });
    if (!isOnPostgres) expect(report).toMatchObject({ before: { articles: 2, revisions: 3 } });
    const after = await contents(folder);
    const texts = (of: typeof after) =>
      of.all.map(({ revisions }) => revisions.map((one) => one?.content.text));
    expect(texts(after)).toEqual(texts(before));
  });
});
