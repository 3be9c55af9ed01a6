import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Archive } from '../src/archive/index.ts';
import { sha256 } from '../src/digest/index.ts';
import type { Url } from '../src/model/index.ts';
import { articleKey } from '../src/url/index.ts';
import { allOfArchive } from './everything.ts';
import { clock, openForTest, scratch } from './newspaper.ts';
import { page, path, secret } from './secret-story.ts';
import { type Site, startSite } from './small-site.ts';

const feed = (links: readonly string[], name: string): string =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>${name}</title>${links
    .map(
      (link) =>
        `<item><title>${link.includes('house') ? `Of ${secret}` : 'Of a quay'}</title><link>{base}${link}</link><guid isPermaLink="false">${name} ${link}</guid></item>\n`,
    )
    .join('')}</channel></rss>`;

/** So long workers that share a catalogue do not ask again for an address that one of them has asked for. */
const sharedMs = 11 * 60_000;

describe('an article that other feeds and addresses name too', () => {
  const time = clock();
  const house = path('house');
  const tagged = `${house}?utm_source=rss`;
  let place: ReturnType<typeof scratch>;
  let site: Site;
  let archive: Archive;
  const follow = async (name: string) => {
    await archive.follow(site.url(`/${name}.xml`), { allowPrivate: true });
    await archive.fetch({ all: true });
    time.pass(sharedMs);
  };

  beforeEach(async () => {
    place = scratch();
    const related = `<aside><h2>More of the day</h2><ul>${['house', 'quay'].map((name) => `<li><a href="${path(name)}">What came of the ${name} after all</a></li>`).join('')}</ul></aside>`;
    site = await startSite({
      '/a.xml': feed([house, path('quay')], 'A'),
      '/b.xml': feed([tagged, path('quay')], 'B'),
      [house]: page('house', `${secret} lives there.`),
      [tagged]: page('house', `${secret} lives there.`),
      [path('quay')]: page('quay', '').replace('</article>', `</article>${related}`),
      [`${path('quay')}?from=b`]: page('quay', '').replace('</article>', `</article>${related}`),
    });
    archive = await openForTest(place.folder, time.now);
    await follow('a');
  });
  afterEach(async () => {
    await archive.close();
    await site.close();
    place.clear();
  });

  it('is gone from captures at every spelling of its address', async () => {
    await follow('b');
    expect(site.asked).toContain(tagged);
    expect(await archive.stats()).toMatchObject({ articles: 2 });
    const { removal } = await archive.takeDown(site.url(house), { reason: 'privacy' });
    expect(removal.captures.map(({ url }) => url)).toContain(site.url(tagged));
    expect(removal).toMatchObject({ left: [], moved: [] });
    expect(await allOfArchive(place.folder)).not.toContain(secret);
    expect((await archive.doctor()).faults).toEqual([]);
  });

  it('is gone from what a feed told whose link was never answered', async () => {
    site.set(tagged, { status: 503, body: '<p>Later.</p>' });
    await follow('b');
    expect(await archive.stats()).toMatchObject({ articles: 2, pending: 1 });
    const { removal } = await archive.takeDown(site.url(house), { reason: 'privacy' });
    expect(removal.cut.map(({ url }) => url)).toContain(site.url('/b.xml'));
    expect(await allOfArchive(place.folder)).not.toContain(secret);
    expect(await archive.stats()).toMatchObject({ pending: 0 });
  });

  it('is not meant by a beginning of its id that another article’s has too', async () => {
    const { articles } = await archive.takeDown(site.url(house), { reason: 'privacy' });
    const first = articles[0].slice(0, 1);
    const isTwin = (url: string) => sha256(articleKey(url as Url)).startsWith(first);
    const twin = Array.from({ length: 999 }, (_, at) => path(`pier-${at}`)).find((one) =>
      isTwin(site.url(one)),
    );
    site.set(twin ?? '', page('pier', ''));
    const { id } = await archive.capture(site.url(twin ?? ''), { allowPrivate: true });
    expect(id.slice(0, 1)).toBe(first);
    await expect(archive.takedownNamed(first)).rejects.toMatchObject({ code: 'invalid' });
    expect(await archive.takedownNamed(articles[0])).toMatchObject({ state: 'done' });
  });

  it('is cut out of a feed that is followed afterwards when it is named again', async () => {
    await archive.takeDown(site.url(house), { reason: 'privacy' });
    await follow('b');
    expect(await allOfArchive(place.folder)).toContain(secret);
    const { removal } = await archive.takeDown(site.url(house), { reason: 'privacy' });
    expect(removal.cut.map(({ url }) => url)).toContain(site.url('/b.xml'));
    expect(await allOfArchive(place.folder)).not.toContain(secret);
  });
});
