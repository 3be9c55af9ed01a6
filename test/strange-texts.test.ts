import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Archive } from '../src/archive/index.ts';
import type { Url } from '../src/model/index.ts';
import { databaseFor, postgres } from './fresh-database.ts';
import { clock, openForTest, scratch } from './newspaper.ts';
import { type Site, startSite } from './small-site.ts';

/** 8,000 letters that are not to be compressed. */
const noise = randomBytes(4000).toString('hex');
const blob = randomBytes(4000).toString('hex');
const long = `/long?a=${noise}`;

const pageOf = (title: string, rest = ''): string => `<!doctype html><html lang="${noise}">
  <head><title>x</title><script type="application/ld+json">${JSON.stringify({
    ...{ '@context': 'https://schema.org', '@type': 'NewsArticle', headline: title },
    ...{ inLanguage: noise, author: { name: `A\0nn ${noise}` }, articleSection: 'a\0b' },
  })}</script></head><body><article><h1>${title}</h1>
  <p>The ferry between the islands does not run today, said the company on Tuesday morning.</p>
  <p>Passengers who hold a ticket are given their money back at the harbour. ${rest}</p>
  </article></body></html>`;

const item = (id: string, path: string) => ({ id, url: `{base}${path}`, title: `Ferry ${id}` });

const site = () =>
  startSite({
    '/feed': {
      type: 'application/feed+json',
      body: JSON.stringify({
        ...{ version: 'https://jsonfeed.org/version/1.1', title: 'The\0 Gazette' },
        items: [
          item('plain', '/plain'),
          item('with\0nul', '/nul'),
          item(noise, long),
          { id: 'host', url: `http://${'a'.repeat(60)}.${noise}.test/`, title: 'A host' },
        ],
      }),
    },
    '/plain': pageOf('Ferry stands still'),
    '/nul': pageOf('Ferry\0 stands still again'),
    [long]: pageOf('Ferry of a long address', `${blob} <img src="/i.png?${noise}" width="900">`),
    [`/i.png?${noise}`]: { type: 'image/png', body: 'no picture' },
  });

describe.each([
  { store: 'SQLite', isThere: true },
  { store: 'PostgreSQL', isThere: postgres() !== '' },
])('over $store, an outlet that writes whatever it likes', ({ store, isThere }) => {
  const place = scratch();
  const time = clock();
  const folder = place.freshFolder();
  const closing: (() => Promise<void>)[] = [];
  let outlet: Site;
  let archive: Archive;
  beforeAll(async () => {
    if (!isThere) return;
    outlet = await site();
    closing.push(() => outlet.close());
    const own = store === 'PostgreSQL' ? { database: await databaseFor(folder) } : {};
    archive = await openForTest(folder, time.now, own);
    closing.push(() => archive.close());
    await archive.follow(outlet.url('/feed'), { allowPrivate: true });
  });
  afterAll(async () => {
    for (const close of closing.reverse()) await close();
    place.clear();
  });

  it.skipIf(!isThere)(
    'is read but for what has no address, once, found, and taken down',
    async () => {
      expect(await archive.fetch()).toMatchObject({ articles: 3, failed: [] });
      const [source] = await archive.sources();
      expect(source?.health.findings ?? []).toEqual([]);
      time.pass(60_000);
      expect(await archive.fetch({ all: true })).toMatchObject({ articles: 0, revisions: 0 });

      const articles = await archive.articles({ limit: 9 });
      expect(articles.map(({ title }) => title).sort()).toEqual([
        'Ferry of a long address',
        'Ferry stands still',
        'Ferry\ufffd stands still again',
      ]);
      const { article } = await archive.article(outlet.url(long));
      expect(article.title).toBe('Ferry of a long address');
      expect(await archive.content(outlet.url(`/i.png?${noise}`) as Url)).toBeDefined();
      for (const text of ['ferry', 'fer\0ry', `"passengers who hold" -${noise}`, '\ud800']) {
        expect((await archive.search({ text })).total).toBeGreaterThanOrEqual(0);
      }
      expect((await archive.search({ text: blob })).total).toBe(1);

      await archive.takeDown(article.id, { reason: 'court' });
      time.pass(3_600_000);
      expect(await archive.fetch({ all: true })).toMatchObject({ articles: 0 });
      await expect(archive.capture(outlet.url(long), { allowPrivate: true })).rejects.toThrow(
        'was removed on',
      );
    },
  );
});
