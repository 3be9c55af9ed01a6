import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { copyArchive } from './copied-archive.ts';
import { scratch } from './newspaper.ts';
import {
  captcha,
  day,
  hour,
  login,
  type Outlet,
  page,
  startOutlet,
  status,
  type Trouble,
} from './scripted-outlet.ts';
import { type Clock, type Follower, openFollower } from './watch-outlet.ts';

/** Thousands of passes: a disk in memory spares the waits for a real one. */
const memory = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
const start = Date.UTC(2026, 10, 2, 0, 10);
/** Three days are lived through after two weeks that the first document tells. */
const from = start + 3.25 * day;

/** The usual interval of the outlet is an hour; so much later at most a trouble is told. */
const soon = 2;

describe('an outlet that brings an item every hour, followed for seventeen days', () => {
  const clock: Clock = { at: start };
  const { folder, clear } = scratch(memory);
  let outlet: Outlet;
  let follower: Follower;
  let copies = 0;

  beforeAll(async () => {
    outlet = await startOutlet(() => clock.at);
    outlet.trouble = { holds: 14 * 24 };
    follower = await openFollower(join(folder, 'first'), clock);
    await follower.archive.follow(outlet.url('/feed'), { allowPrivate: true, body: 'feed' });
    await follower.archive.fetch();
    outlet.trouble = {};
    await follower.until(from - 6 * hour);
    await follower.archive.follow(outlet.url('/feed'), { allowPrivate: true, body: 'page' });
    await follower.until(from);
    expect(follower.findings(start)).toEqual([]);
    await follower.archive.close();
  });
  afterAll(async () => {
    await outlet.close();
    clear();
  });

  beforeEach(async () => {
    clock.at = from;
    copies += 1;
    const copy = join(folder, `copy-${copies}`);
    await copyArchive(join(folder, 'first'), copy);
    follower = await openFollower(copy, clock);
    outlet.asked.length = 0;
  });
  afterEach(async () => {
    outlet.trouble = {};
    await follower.archive.close();
  });

  /** A trouble for some hours and health for as many after it. */
  async function suffers(trouble: Trouble, hours = 8, after = hours): Promise<void> {
    outlet.trouble = trouble;
    await follower.until(from + hours * hour);
    outlet.trouble = {};
    await follower.until(from + (hours + after) * hour);
  }

  const standIns = () =>
    follower.told.flatMap(([, event]) =>
      event.type === 'stand-in' ? [event.standIn?.kind ?? 'none'] : [],
    );
  const feedAsks = (from = 0) => outlet.asked.slice(from).filter((path) => path === '/feed').length;

  /** One trouble of this kind was told within so many intervals of its begin, and its end soon after; an
   * interval is up to a tenth longer than an hour, by the outlet's address, whose port is another in
   * each run. */
  function expectTold(kind: string, hours = 8, intervals = soon): void {
    const late = 1.1 * intervals;
    const told = follower.findings(from);
    expect(told.map(([what]) => what)).toEqual([kind, `-${kind}`]);
    expect(told[0]?.[1]).toBeLessThanOrEqual(late);
    expect((told[1]?.[1] ?? 0) - hours).toBeLessThanOrEqual(late);
  }

  it('raises no alarm while it is well', async () => {
    await follower.until(from + day);
    expect(follower.findings(from)).toEqual([]);
    expect(standIns()).toEqual([]);
  });

  it.each(['sitemap', 'page'] as const)(
    'whose feed freezes is read from its %s until the feed comes back',
    async (kind) => {
      const trouble = { feedStopsAt: from, withoutSitemap: kind === 'page' };
      await suffers(trouble, 10, 6);
      expectTold('silent', 10);
      expect(standIns()).toEqual([kind, 'none']);
      const newest = Math.floor((from + 10 * hour) / hour);
      for (let index = newest - 8; index <= newest - 1; index += 1) {
        const { article } = await follower.archive.article(outlet.url(outlet.path(index)));
        expect(article.sourceId).toBe((await follower.source()).id);
        expect(article.revisions).toBe(1);
      }
    },
  );

  it('that falls silent everywhere is told so, and searched once a day', async () => {
    outlet.trouble = { stopsAt: from };
    await follower.until(from + 30 * hour);
    expect(follower.findings(from).map(([what]) => what)).toEqual(['silent']);
    expect(standIns()).toEqual([]);
    expect(outlet.asked.filter((path) => path === '/').length).toBeLessThanOrEqual(2);
    outlet.trouble = {};
    await follower.until(from + 36 * hour);
    expect(follower.findings(from).map(([what]) => what)).toEqual(['silent', '-silent']);
  });

  it('whose feed is cut to teasers is told so', async () => {
    await suffers({ teasers: true });
    expectTold('truncated', 8, 3);
  });

  it('whose pages are cut by a paywall is told so', async () => {
    const cut = page(
      '<html><head><title>Cut</title></head><body><article><h1>Cut report</h1><p>The harbour office said on the day that the ferry would leave the quay at dawn, as it has for many years, and more about it is to come in the paper.</p><p>Subscribe to continue reading this article.</p></article></body></html>',
    );
    await suffers({ pages: cut }, 10);
    expectTold('truncated', 10, 4);
  });

  it('whose feed holds two items in place of twenty is told so', async () => {
    await suffers({ holds: 2 });
    expectTold('fewer-items');
  });

  it.each([
    ['a captcha', 'captcha', page(captcha)],
    ['a captcha with a 403', 'captcha', page(captcha, 403)],
    ['a login page', 'login', page(login)],
    ['a 404', 'failing', status(404)],
    ['a 410', 'gone', status(410)],
    ['a page', 'failing', page('<html><body><h1>Welcome</h1><p>We have a new site.</p></body>')],
  ] as const)(
    'that answers %s in place of its feed is told so, and read from its sitemap',
    async (_, kind, instead) => {
      await suffers({ instead: { '/feed': instead } }, 6, 4);
      expectTold(kind, 6, 4);
      expect(follower.findings(from)[0]?.[1]).toBeLessThanOrEqual(soon);
      expect(standIns()).toEqual(['sitemap', 'none']);
      const newest = Math.floor((from + 5 * hour) / hour);
      await follower.archive.article(outlet.url(outlet.path(newest)));
    },
  );

  it('whose dead feed has a stand-in is asked for the feed four times a day', async () => {
    outlet.trouble = { instead: { '/feed': status(410) } };
    await follower.until(from + 4 * hour);
    const before = outlet.asked.length;
    await follower.until(from + 28 * hour);
    expect(feedAsks(before)).toBeGreaterThanOrEqual(3);
    expect(feedAsks(before)).toBeLessThanOrEqual(4);
    const read = outlet.asked.slice(before).filter((path) => path === '/sitemap.xml').length;
    expect(read).toBeGreaterThanOrEqual(40);
  });

  it.each([
    ['captcha', page(captcha)],
    ['captcha', page(captcha, 403)],
    ['login', page(login)],
  ] as const)(
    'whose article pages show a %s is told so, and has them later',
    async (kind, pages) => {
      await suffers({ pages }, 4, 12);
      const told = follower.findings(from);
      expect(told.map(([what]) => what)).toEqual([kind, `-${kind}`]);
      expect(told[0]?.[1]).toBeLessThanOrEqual(soon);
      expect(standIns()).toEqual([]);
      const newest = Math.floor((from + 2 * hour) / hour);
      const { revision } = await follower.archive.article(outlet.url(outlet.path(newest)));
      expect(revision.content.text).toContain(`In report ${newest}`);
    },
  );

  it('whose server is out of order for an hour raises no alarm, and is shown to fail', async () => {
    outlet.trouble = { instead: { '/feed': status(500) } };
    await follower.until(from + 0.7 * hour);
    const [overview] = await follower.archive.sources();
    expect(overview?.health.state).toBe('failing');
    expect(overview?.health.reason).toMatch(/500/);
    outlet.trouble = {};
    await follower.until(from + 6 * hour);
    expect(follower.findings(from)).toEqual([]);
    expect((await follower.archive.sources())[0]?.health.state).toBe('ok');
  });

  it('that asks to be left alone for three hours is', async () => {
    outlet.trouble = { instead: { '/feed': status(503, { 'retry-after': '10800' }) } };
    await follower.until(from + 0.5 * hour);
    const asked = feedAsks();
    expect(asked).toBe(1);
    outlet.trouble = {};
    await follower.until(from + 3 * hour);
    expect(feedAsks()).toBe(1);
    await follower.until(from + 4 * hour);
    expect(feedAsks()).toBeGreaterThan(1);
    expect(follower.findings(from)).toEqual([]);
  });

  describe('that moves', () => {
    const redirect = (code: number, to: string) => status(code, { location: to });
    const moves = () =>
      follower.told.flatMap(([at, event]) =>
        event.type === 'moved' ? [[new URL(event.source.url).pathname, at] as const] : [],
      );

    it('for good is told so at the second poll, and followed there after a day', async () => {
      const before = await follower.source();
      const watch = (await follower.poll(before.id)).watch;
      outlet.trouble = { instead: { '/feed': redirect(301, '/new-feed') } };
      await follower.until(from + 28 * hour);
      const told = follower.findings(from);
      expect(told.map(([what]) => what)).toEqual(['moved', '-moved']);
      expect(told[0]?.[1]).toBeLessThanOrEqual(1);
      const [[path, at] = ['', 0], ...more] = moves();
      expect([path, more]).toEqual(['/new-feed', []]);
      expect(at - from).toBeGreaterThanOrEqual(day);
      const after = await follower.source();
      expect(after).toEqual({ ...before, url: outlet.url('/new-feed') });
      expect(JSON.parse((await follower.poll(after.id)).watch ?? '{}').from).toBe(
        JSON.parse(watch ?? '{}').from,
      );
      const [overview] = await follower.archive.sources();
      expect(overview?.articles).toBeGreaterThan(400);
      for (const path of ['/new-feed', '/feed']) {
        const again = await follower.archive.follow(outlet.url(path), { allowPrivate: true });
        expect(again.id).toBe(before.id);
      }
      const listed = await follower.archive.subscribe({
        url: outlet.url('/new-feed'),
        title: 'Hourly',
      });
      expect(listed.id).toBe(before.id);
    });

    it.each([
      ['for a while', { '/feed': redirect(302, '/new-feed') }, []],
      ['to a login page', { '/feed': redirect(301, '/login'), '/login': page(login) }, ['login']],
    ] as const)('%s stays where it is', async (_, instead, told) => {
      outlet.trouble = { instead };
      await follower.until(from + 28 * hour);
      expect(follower.findings(from).map(([what]) => what)).toEqual(told);
      expect(moves()).toEqual([]);
      expect((await follower.source()).url).toBe(outlet.url('/feed'));
    });

    it('by its own word is followed there, and by its own name is not', async () => {
      const own = (path: string) =>
        `<itunes:new-feed-url>${outlet.url(path)}</itunes:new-feed-url>`;
      outlet.trouble = { channel: own('/feed') };
      await follower.until(from + 3 * hour);
      expect(follower.findings(from)).toEqual([]);
      outlet.trouble = { channel: own('/new-feed') };
      await follower.until(from + 31 * hour);
      expect(moves().map(([path]) => path)).toEqual(['/new-feed']);
    });

    it('without a word is followed to the feed that its front page names', async () => {
      const before = await follower.source();
      outlet.trouble = { instead: { '/feed': status(410) }, named: '/new-feed' };
      await follower.until(from + 6 * hour);
      expect(standIns()).toEqual(['feed', 'none']);
      expect(moves().map(([path]) => path)).toEqual(['/new-feed']);
      const [overview] = await follower.archive.sources();
      expect(overview?.source).toEqual({ ...before, url: outlet.url('/new-feed') });
      expect(overview?.health.state).toBe('ok');
      expect(follower.findings(from).map(([what]) => what)).toEqual(['gone', '-gone']);
    });
  });
});
