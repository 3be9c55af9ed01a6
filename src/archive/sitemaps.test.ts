import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openTestStore } from '../../test/house-store.ts';
import { clock, scratch } from '../../test/newspaper.ts';
import { partsForTest } from '../../test/parts.ts';
import {
  gzipped,
  rss,
  type Site,
  type SiteAnswer,
  sitemapIndex,
  startSite,
  urlset,
} from '../../test/small-site.ts';
import { readListing } from './document.ts';
import type { Services } from './services.ts';
import { readSitemaps, type SitemapOptions } from './sitemaps.ts';

describe('reading a followed sitemap', () => {
  const { folder, clear } = scratch();
  let services: Services;
  let close: () => Promise<void>;
  let site: Site;

  beforeAll(async () => {
    const store = await openTestStore({ file: join(folder, 'backissue.sqlite') });
    ({ services, close } = partsForTest(store, folder, clock().now));
  });
  afterAll(async () => {
    await close();
    clear();
  });
  afterEach(() => site.close());

  const read = async (options: SitemapOptions = {}) => {
    const url = site.url('/index.xml');
    const answer = await services.http.fetch({ url, allowPrivate: true });
    const source = { id: 'abc', url, allowPrivate: true };
    const reading = await readSitemaps(services, source, readListing({ ...answer, url }), options);
    const paths = reading.entries.map((entry) => new URL(entry.url).pathname);
    const kept = reading.drafts.map(({ capture }) => new URL(capture.askedUrl).pathname);
    return { ...reading, paths, kept };
  };
  const start = async (answers: Record<string, string | SiteAnswer>) => {
    site = await startSite(answers);
  };

  it('gives the entries of nested sitemaps, gzipped ones and feeds among them, and their captures', async () => {
    await start({
      '/index.xml': sitemapIndex(['/news.xml', '/inner.xml', '/feed.xml']),
      '/news.xml': urlset(['/story/1']),
      '/inner.xml': sitemapIndex(['/part.xml.gz']),
      '/part.xml.gz': { body: gzipped('<urlset><url><loc>/story/2</loc></url></urlset>') },
      '/feed.xml': rss(['/story/3', '/story/1']),
    });
    const { paths, kept, warnings } = await read();
    expect(paths).toEqual(['/story/1', '/story/3', '/story/2']);
    expect(kept).toEqual(['/news.xml', '/feed.xml', '/inner.xml', '/part.xml.gz']);
    expect(warnings).toEqual([]);
  });

  it('asks again only for what has changed', async () => {
    await start({
      '/index.xml': sitemapIndex(['/news.xml']),
      '/news.xml': { body: urlset(['/story/1']), headers: { ETag: '"one"' } },
    });
    const { validators } = await read();
    expect(validators).toEqual({ [site.url('/news.xml')]: { etag: '"one"' } });
    site.set('/news.xml', { status: 304 });
    const again = await read({ known: validators });
    expect([again.paths, again.kept, again.warnings]).toEqual([[], [], []]);
    expect(again.validators).toEqual(validators);
  });

  it('names what fails, keeps its answer, and goes on', async () => {
    await start({
      '/index.xml': sitemapIndex(['/z9.xml', '/z8.xml.gz', '/z7.xml.gz', '/z6.xml']),
      '/z8.xml.gz': { body: gzipped('x'.repeat(3_000_000)) },
      '/z7.xml.gz': { body: gzipped(urlset(['/story/1'])).subarray(0, 40) },
      '/z6.xml': urlset(['/story/1']),
    });
    const { paths, kept, warnings } = await read();
    expect(paths).toEqual(['/story/1']);
    expect(kept.sort()).toEqual(['/z6.xml', '/z7.xml.gz', '/z8.xml.gz', '/z9.xml']);
    expect([...warnings].sort().map((warning) => warning.replace(/^\S+: /, ''))).toEqual([
      'its gzip is not whole; leave it out.',
      'it unpacks to more than 1048576 bytes; leave it out.',
      'the server answered 404 instead of the sitemap.',
    ]);
  });

  it('ends where sitemaps name each other, and after so many', async () => {
    const names = Array.from({ length: 50 }, (_, index) => `/s${index}.xml`);
    await start({
      '/index.xml': sitemapIndex(names),
      ...Object.fromEntries(names.map((name) => [name, sitemapIndex(names)])),
    });
    await read({ most: 8 });
    expect(
      site.asked.filter((path) => path !== '/robots.txt' && path !== '/index.xml'),
    ).toHaveLength(8);
  });
});
