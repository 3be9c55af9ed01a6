import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestStore } from '../../test/house-store.ts';
import { clock, openForTest, scratch } from '../../test/newspaper.ts';
import { partsForTest } from '../../test/parts.ts';
import {
  feedLink,
  listPage,
  rss,
  type Site,
  type SiteAnswer,
  sitemapIndex,
  startSite,
  storyPage,
  urlset,
} from '../../test/small-site.ts';
import type { Source } from '../model/index.ts';
import { findStandIn } from './stand-in.ts';

const old = ['/2026/11/22/quay-open', '/2026/11/21/crane-new'];
const fresh = ['/2026/11/24/ferry-late', '/2026/11/24/storm-near', ...old];
const broken: SiteAnswer = { status: 500, body: 'The database is resting.' };

describe('a source whose feed fails or fell silent', () => {
  const time = clock();
  let folder: string;
  let clear: () => void;
  let site: Site;
  let source: Source;

  beforeEach(async () => {
    ({ folder, clear } = scratch());
    const pages = Object.fromEntries(fresh.map((path) => [path, storyPage(`Story of ${path}`)]));
    site = await startSite({ ...pages, '/': listPage(old, feedLink('/feed')), '/feed': rss(old) });
    const archive = await openForTest(folder, time.now);
    source = await archive.follow(site.url('/'), { allowPrivate: true });
    await archive.fetch({ all: true });
    await archive.close();
    site.asked.length = 0;
  });
  afterEach(async () => {
    await site.close();
    clear();
  });

  const catalogue = () => openTestStore({ file: join(folder, 'backissue.sqlite') });
  const standIn = async (changed: Record<string, string | SiteAnswer>) => {
    for (const [path, answer] of Object.entries(changed)) site.set(path, answer);
    const { services, close } = partsForTest(await catalogue(), folder, time.now);
    const found = await findStandIn(services, source);
    await close();
    return (
      found && {
        kind: found.kind,
        path: new URL(found.url).pathname,
        entries: found.listing.entries.length,
        captures: found.drafts.map(({ capture }) => new URL(capture.askedUrl).pathname),
      }
    );
  };

  it('is read where its outlet’s page says that the feed has moved', async () => {
    const moved = { '/': listPage(fresh, feedLink('/new-feed')), '/new-feed': rss(fresh) };
    expect(await standIn({ ...moved, '/feed': broken })).toEqual({
      kind: 'feed',
      path: '/new-feed',
      entries: 4,
      captures: ['/new-feed'],
    });
  });

  it('is read from a sitemap with newer articles', async () => {
    const found = await standIn({
      '/robots.txt': { type: 'text/plain', body: 'Sitemap: {base}/index.xml' },
      '/index.xml': sitemapIndex(['/news.xml']),
      '/news.xml': urlset(fresh),
    });
    expect(found).toEqual({
      kind: 'sitemap',
      path: '/index.xml',
      entries: 4,
      captures: ['/index.xml', '/news.xml'],
    });
  });

  it('is read from its outlet’s page where nothing else is left', async () => {
    expect(await standIn({ '/': listPage(fresh), '/feed': broken })).toEqual({
      kind: 'page',
      path: '/',
      entries: 4,
      captures: ['/'],
    });
    expect(site.asked.length).toBeLessThanOrEqual(22);
  });

  it('has no stand-in where the outlet has nothing new either, or is gone', async () => {
    expect(await standIn({})).toBeUndefined();
    await site.close();
    expect(await standIn({})).toBeUndefined();
  });
});
