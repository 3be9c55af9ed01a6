import type { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Archive } from '../src/archive/index.ts';
import { parseFeed } from '../src/feed/index.ts';
import type { Url } from '../src/model/index.ts';
import { createReader } from '../src/web/index.ts';
import { clock, openForTest, scratch } from './newspaper.ts';
import { rss, type Site, startSite } from './small-site.ts';

const bridge = '/2024/03/harbour-bridge-opens';
const quay = '/2024/03/quay-is-built-at-last';
const hour = 3_600_000;
// A password costs a quarter of a second of processor time, by design.
const slow = { timeout: 60_000 };
const picture = Buffer.from('ÿØÿ a picture');

const page = (title: string, words: string): string =>
  `<!doctype html><html lang="en"><head><title>${title}</title><meta name="author" content="Lin Wei"></head><body><article><h1>${title}</h1>${`<p>${words} The harbour office said so on Monday, and ferries wait for everybody.</p>`.repeat(5)}<p><img src="/bridge.jpg" alt="The bridge"></p></article></body></html>`;

describe('feeds of the reader', () => {
  const time = clock();
  const { folder, clear } = scratch();
  let site: Site;
  let archive: Archive;
  let reader: Hono;
  let outlet: string;

  const get = async (path: string, headers: Readonly<Record<string, string>> = {}) =>
    await reader.request(path, { headers });
  const feed = async (path: string) => {
    const answer = await get(path);
    expect([path, answer.status]).toEqual([path, 200]);
    const text = await answer.text();
    return {
      answer,
      text,
      entries: parseFeed({ text, url: `http://localhost${path}` as Url }).entries,
    };
  };

  beforeAll(async () => {
    site = await startSite({
      '/feed': rss([bridge, quay]),
      [bridge]: page('Harbour bridge opens', 'The bridge is open to 1,200 people.'),
      [quay]: page('Quay is built', 'A quay is built.'),
      '/bridge.jpg': { type: 'image/jpeg', body: picture },
    });
    archive = await openForTest(folder, time.now);
    const source = await archive.follow(site.url('/feed'), {
      ...{ allowPrivate: true, name: 'The Courier', folder: 'Harbour/City' },
    });
    outlet = source.id;
    await archive.fetch({ all: true });
    site.set(bridge, page('Harbour bridge opens', 'The bridge is open to 1,400 people.'));
    time.pass(8 * hour);
    await archive.fetch({ all: true });
    time.pass(hour);
    reader = createReader({ archive, now: time.now, title: 'The Archive', timeZone: 'UTC' });
  });

  afterAll(async () => {
    await archive.close();
    await site.close();
    clear();
  });

  const places = () => [
    '/feed.',
    `/outlet/${outlet}/feed.`,
    '/folder.?name=Harbour',
    '/folder.?name=Harbour%2FCity',
    '/search.?q=harbour',
  ];
  const at = (place: string, format: string) => place.replace('.', `.${format}`);

  it.each([
    ['atom', 'application/atom+xml; charset=utf-8'],
    ['rss', 'application/rss+xml; charset=utf-8'],
    ['json', 'application/feed+json; charset=utf-8'],
  ])(
    'bring whole articles of everything, an outlet, a folder and a search as %s',
    async (format, type) => {
      for (const place of places()) {
        const { answer, entries } = await feed(at(place, format));
        expect(answer.headers.get('Content-Type')).toBe(type);
        expect([place, entries.map(({ title }) => title).sort()]).toEqual([
          place,
          ['Harbour bridge opens', 'Quay is built'],
        ]);
        const whole = entries.find(({ title }) => title.startsWith('Harbour'));
        expect(whole?.contentHtml).toContain('open to 1,400 people');
        expect(whole?.contentHtml).toMatch(/<img src="http:\/\/localhost\/image\/[\w-]+"/);
        expect(whole?.authors).toEqual(['Lin Wei']);
        expect(whole?.url).toMatch(/^http:\/\/localhost\/article\/[0-9a-f]+$/);
        expect(whole?.updatedAt).toBe('2026-11-24T16:00:00.000Z');
      }
      const edits = [...(await feed(`/edits.${format}`)).entries];
      expect(edits.map(({ contentHtml }) => contentHtml)).toEqual([
        expect.stringContaining('<del>1,200</del>'),
      ]);
    },
  );

  it('name an article the same in every format and at any address', async () => {
    const ids = async (path: string) => (await feed(path)).entries.map(({ guid }) => guid).sort();
    const [first, ...others] = await Promise.all(
      places().flatMap((place) => ['atom', 'rss', 'json'].map((one) => ids(at(place, one)))),
    );
    for (const other of others) expect(other).toEqual(first);
    expect(first?.[0]).toMatch(/^urn:backissue:article:/);
  });

  it('are not sent again to who has them', async () => {
    for (const place of [...places(), '/edits.']) {
      const path = at(place, 'rss');
      const { answer } = await feed(path);
      const etag = answer.headers.get('ETag') ?? '';
      const modified = answer.headers.get('Last-Modified') ?? '';
      expect(modified).toBe('Tue, 24 Nov 2026 16:00:00 GMT');
      expect(answer.headers.get('Cache-Control')).toBe('max-age=300');
      const states = [
        { 'If-None-Match': etag },
        { 'If-Modified-Since': modified },
        { 'If-None-Match': '"other"', 'If-Modified-Since': modified },
        { 'If-Modified-Since': 'Tue, 24 Nov 2026 15:59:59 GMT' },
        { 'If-Modified-Since': 'yesterday' },
      ];
      const found = [];
      for (const headers of states) found.push((await get(path, headers)).status);
      expect([path, found]).toEqual([path, [304, 304, 200, 200, 200]]);
    }
  });

  it('of a search hold only what has all of it, though the page shows what has most', async () => {
    const query = `?q=${encodeURIComponent('harbour bridge opens 1,400 people zeppelin')}`;
    const page = await (await get(`/search${query}`)).text();
    expect(page).toContain('Nothing has all of it; these have most of the words.');
    expect(page).toContain('Harbour bridge opens</a>');
    expect((await feed(`/search.atom${query}`)).entries).toEqual([]);
  });

  it('answer 304 by the date alone only when nothing of that moment can still come', async () => {
    const now = () => Date.parse('2026-11-24T16:00:59.000Z');
    const soon = createReader({ archive, now, title: 'The Archive', timeZone: 'UTC' });
    const headers = { 'If-Modified-Since': 'Tue, 24 Nov 2026 16:00:00 GMT' };
    const answer = await soon.request('/feed.rss', { headers });
    expect([answer.status, answer.headers.get('Last-Modified')]).toEqual([200, null]);
    expect(answer.headers.get('ETag')).toMatch(/^(?:W\/)?"/);
  });

  it('hold nothing that was taken down, and say that they changed', async () => {
    const own = scratch();
    const paper = await startSite({
      ...{ '/feed': rss([bridge, quay]), [quay]: page('Quay is built', 'A quay is built.') },
      [bridge]: page('Harbour bridge opens', 'The bridge is open to 1,200 people.'),
    });
    const kept = await openForTest(own.folder, time.now);
    const { id } = await kept.follow(paper.url('/feed'), { allowPrivate: true, folder: 'Harbour' });
    await kept.fetch({ all: true });
    paper.set(bridge, page('Harbour bridge opens', 'The bridge is open to 1,400 people.'));
    time.pass(8 * hour);
    await kept.fetch({ all: true });
    const saved = await kept.saveSearch({ name: 'harbour', text: 'harbour' });
    time.pass(hour);
    const over = createReader({ archive: kept, now: time.now, title: 'Archive', timeZone: 'UTC' });
    const paths = [
      ...['/feed.atom', `/outlet/${id}/feed.rss`, '/folder.json?name=Harbour', '/edits.atom'],
      ...['/search.rss?q=harbour', `/saved/${saved.id}/hits.json`],
    ];
    const modified = [];
    for (const path of paths) {
      const answer = await over.request(path);
      expect([path, await answer.text()]).toEqual([path, expect.stringContaining('bridge opens')]);
      modified.push(answer.headers.get('Last-Modified') ?? '');
    }
    await kept.takeDown(paper.url(bridge), { reason: 'court' });
    time.pass(hour);
    for (const [at, path] of paths.entries()) {
      const answer = await over.request(path, {
        headers: { 'If-Modified-Since': modified[at] ?? '' },
      });
      expect([path, answer.status]).toEqual([path, 200]);
      expect(await answer.text()).not.toMatch(/bridge (?:opens|is open)/i);
    }
    await kept.close();
    await paper.close();
    own.clear();
  });

  it('give apps the images of articles, though these do not log in for them', slow, async () => {
    await archive.accounts.add({ name: 'mei', role: 'reader', password: 'a long password' });
    const { secret } = await archive.accounts.makeToken('mei', 'feeds');
    const access = { publicReading: false, trustedProxies: [] };
    const guarded = createReader({
      ...{ archive, now: time.now, title: 'The Archive', timeZone: 'UTC', access },
    });
    const headers = { Authorization: `Bearer ${secret}` };
    const text = await (await guarded.request('/feed.json', { headers })).text();
    const [, path = ''] = /http:\/\/localhost(\/image\/[\w-]+\?for=\d+\.[\w-]+)/.exec(text) ?? [];
    expect((await guarded.request(path)).status).toBe(200);
    expect((await guarded.request(path.split('?')[0] ?? '')).status).toBe(401);
    expect(await (await get('/feed.json')).text()).not.toContain('?for=');
  });

  it('hold as many entries as they are asked for, within bounds', async () => {
    expect((await feed('/feed.atom?limit=1')).entries).toHaveLength(1);
    for (const limit of ['0', '201', '-1', 'all', '']) {
      expect([limit, (await get(`/feed.atom?limit=${limit}`)).status]).toEqual([limit, 400]);
    }
  });

  it('say what is not there, and what was not asked', async () => {
    for (const path of ['/outlet/nobody/feed.rss', '/folder.atom?name=Harb', '/folder.rss']) {
      expect([path, (await get(path)).status]).toEqual([path, 404]);
    }
    expect((await get('/search.json')).status).toBe(400);
  });

  it('are named by the pages they belong to', async () => {
    const head = async (path: string) =>
      [
        ...(await (await get(path)).text()).matchAll(/<link rel="alternate"[^>]*href="([^"]*)"/g),
      ].map(([, href = '']) => href.replaceAll('&amp;', '&'));
    const pages = {
      '/': '/feed.',
      [`/outlet/${outlet}`]: `/outlet/${outlet}/feed.`,
      '/search?q=harbour': '/search.?q=harbour',
      '/edits': '/edits.',
    };
    for (const [path, place] of Object.entries(pages)) {
      const feeds = ['atom', 'rss', 'json'].map((format) => at(place, format));
      expect([path, await head(path)]).toEqual([path, feeds]);
      for (const address of feeds) await feed(address);
    }
    const sources = await (await get('/sources')).text();
    expect(sources).toContain('href="/folder.atom?name=Harbour%2FCity"');
  });
});
