import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Archive } from '../src/archive/index.ts';
import type { Store } from '../src/store/index.ts';
import { openPostgresStore } from '../src/store/postgres/index.ts';
import { databaseFor, postgres } from './fresh-database.ts';
import { clock, openForTest, scratch } from './newspaper.ts';
import { type Site, startSite, storyPage } from './small-site.ts';

const feed = (name: string, path: string) =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>${name}</title>
  <item><title>The ferry is late</title><link>{base}${path}</link><guid isPermaLink="false">${name}-1</guid></item></channel></rss>`;

/** Rests are short: what is due is looked for at once. */
const delay = async (ms: number, signal: AbortSignal): Promise<void> => {
  await pause(Math.min(ms, 50), undefined, { signal }).catch(() => {});
};

/** Two feeds of one outlet tell of one article; one by an address that leads on to the other's. */
describe.skipIf(postgres() === '')('an article that two feeds tell by two addresses', () => {
  const place = scratch();
  const time = clock();
  let site: Site;
  let archive: Archive;
  let store: Store;
  let made = 0;

  beforeEach(async () => {
    site = await startSite({
      '/direct.xml': feed('direct', '/2026/11/24/ferry-late'),
      '/through.xml': feed('through', '/go/1'),
      '/go/1': { status: 302, headers: { Location: '{base}/2026/11/24/ferry-late' } },
      '/2026/11/24/ferry-late': storyPage('The ferry is late'),
    });
    const database = await databaseFor(`asked by redirect ${++made}`);
    archive = await openForTest(place.freshFolder(), time.now, { database, delay });
    store = await openPostgresStore({ url: database });
  });
  afterEach(async () => {
    await store.close();
    await archive.close();
    await site.close();
  });

  /** Whether the one entry of each source that is followed was taken. */
  async function areTaken(): Promise<boolean> {
    const taken = (await store.sources()).map(async ({ id, title }) => {
      const [entry] = await store.entries(id, [`${title}-1`]);
      return entry?.state === 'done';
    });
    return (await Promise.all(taken)).every(Boolean);
  }

  /** Follows one feed after the other within one turn of the schedule; gives what was asked for, by address. */
  async function followed(...feeds: readonly string[]) {
    const stop = new AbortController();
    const waiting = [...feeds];
    await archive.keepUp({
      signal: stop.signal,
      roundMs: 20,
      onRound: async () => {
        // Each is followed when the one before is done.
        if (!(await areTaken())) return;
        const next = waiting.shift();
        time.pass(1000);
        if (next === undefined) stop.abort();
        else await archive.follow(site.url(`/${next}.xml`), { allowPrivate: true });
      },
    });
    const count = (path: string) => site.asked.filter((one) => one === path).length;
    return { through: count('/go/1'), direct: count('/2026/11/24/ferry-late') };
  }

  /** One article with one revision that both entries led to, and each answer on record once. */
  async function isOne(answers: number): Promise<void> {
    const articles = await store.articles({ limit: 9 });
    expect(articles.map(({ revisions }) => revisions)).toEqual([1]);
    const keys = (await store.keysOf(articles[0]?.id ?? '')).map(({ key }) => key);
    expect(keys.filter((key) => key.startsWith('guid'))).toHaveLength(2);
    expect(await store.dueEntries({ limit: 9 })).toEqual([]);
    const story = site.url('/2026/11/24/ferry-late') as never;
    const captures = await store.capturesOf([story], 9);
    expect(new Set(captures.map(({ capturedAt }) => capturedAt)).size).toBe(answers);
    expect(captures).toHaveLength(answers);
    expect(await store.check()).toEqual([]);
  }

  it('is asked for once where what leads to it comes first', async () => {
    expect(await followed('through', 'direct')).toEqual({ through: 1, direct: 1 });
    await isOne(1);
  });

  it('is asked for once by each address where it comes first, and is one article of one revision', async () => {
    // Where an address leads nobody knows who has not asked for it.
    expect(await followed('direct', 'through')).toEqual({ through: 1, direct: 2 });
    await isOne(2);
  });
});

/** One feed tells of an article by its AMP page, another by the page itself. */
describe.skipIf(postgres() === '')('an article that one feed tells by its AMP page', () => {
  const path = '/2026/11/24/ferry-late';
  const place = scratch();
  const time = clock();

  /** An archive after another for one catalogue, each with its own feed; gives what was asked of both addresses. */
  async function followedBy(feeds: readonly string[], ampHead: string) {
    const amp = storyPage('The ferry is late').replace('</head>', `${ampHead}</head>`);
    const site = await startSite({
      '/amp.xml': feed('amp', `${path}?amp=1`),
      '/page.xml': feed('page', path),
      [`${path}?amp=1`]: amp,
      [path]: storyPage('The ferry is late'),
    });
    const database = await databaseFor(`told by amp ${feeds.join()} ${ampHead}`);
    for (const [at, name] of feeds.entries()) {
      const own = { database, worker: `worker-${at}` };
      const archive = await openForTest(place.freshFolder(), time.now, own);
      await archive.follow(site.url(`/${name}.xml`), { allowPrivate: true });
      await archive.fetch();
      time.pass(1000);
      await archive.close();
    }
    const store = await openPostgresStore({ url: database });
    const articles = await store.articles({ limit: 9 });
    expect(articles.map(({ revisions }) => revisions)).toEqual([1]);
    expect(await store.dueEntries({ limit: 9 })).toEqual([]);
    await store.close();
    await site.close();
    return site.asked.filter((one) => one.startsWith(path));
  }

  it.each([
    ['names its page', `<link rel="canonical" href="${path}">`],
    ['names none', ''],
  ])('is asked for at its page by another worker where its AMP page %s', async (_, head) => {
    expect(await followedBy(['amp', 'page'], head)).toEqual([`${path}?amp=1`, path]);
  });

  it('is not asked for as AMP by another worker where its page was seen', async () => {
    expect(await followedBy(['page', 'amp'], '')).toEqual([path]);
  });
});
