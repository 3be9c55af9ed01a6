import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Archive } from '../src/archive/index.ts';
import { contents } from './contents.ts';
import { clock, openForTest, scratch } from './newspaper.ts';
import { rebuilt } from './rebuilt.ts';
import { type Site, startSite, storyPage } from './small-site.ts';

const path = (name: string) => `/2026/06/01/${name}-of-the-day-1234`;
const item = (name: string) =>
  `<item><title>Of the ${name}</title><link>${path(name)}</link><guid isPermaLink="false">${name}-1</guid></item>\n`;
// Links without a host: on either site they lead to articles of its own.
const feed = `<?xml version="1.0"?><rss version="2.0"><channel><title>Gazette</title>${item('house')}${item('quay')}</channel></rss>`;

describe('a feed that two sites serve to the byte', { timeout: 60_000 }, () => {
  const time = clock();
  let place: ReturnType<typeof scratch>;
  let sites: readonly Site[];
  let archive: Archive;

  beforeEach(async () => {
    place = scratch();
    archive = await openForTest(place.folder, time.now);
    const site = () =>
      startSite({
        '/feed.xml': feed,
        [path('house')]: storyPage('The house'),
        [path('quay')]: storyPage('The quay'),
      });
    sites = [await site(), await site()];
    for (const one of sites) {
      await archive.follow(one.url('/feed.xml'), { allowPrivate: true });
      await archive.fetch({ all: true });
      time.pass(60_000);
    }
  });
  afterEach(async () => {
    await archive.close();
    for (const one of sites) await one.close();
    place.clear();
  });

  it.each([
    ['came first', 0],
    ['only referred to the first', 1],
  ])('is cut where the article is of it alone, be it the one that %s', async (_which, at) => {
    const [of, other] = at === 0 ? sites : [...sites].reverse();
    const named = of?.url(path('house')) ?? '';
    const { removal, state } = await archive.takeDown(named, { reason: 'privacy' });
    expect(state).toBe('done');
    expect(new Set(removal.cut.map(({ url }) => url))).toEqual(new Set([of?.url('/feed.xml')]));
    const feeds = await Promise.all(
      [of, other].map((one) => archive.content(one?.url('/feed.xml') as never)),
    );
    const texts = feeds.map((one) => Buffer.from(one?.bytes ?? []).toString());
    expect(texts).toEqual([feed.replace(item('house'), ''), feed]);
    expect((await archive.article(other?.url(path('house')) ?? '')).article.title).toBe(
      'The house',
    );
    expect((await archive.doctor()).faults).toEqual([]);
    await archive.close();
    const before = await contents(place.folder);
    await rebuilt(place.folder);
    expect(await contents(place.folder)).toEqual(before);
    archive = await openForTest(place.folder, time.now);
  });
});
