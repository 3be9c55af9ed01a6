import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sendDue } from '../src/digests/index.ts';
import type { Store } from '../src/store/index.ts';
import { openPostgresStore } from '../src/store/postgres/index.ts';
import { openSqliteStore } from '../src/store/sqlite/index.ts';
import { databaseFor, postgres } from './fresh-database.ts';
import { type HiredWorker, type Scene, startScene } from './hired-workers.ts';
import { scratch } from './newspaper.ts';

const slow = { timeout: 300_000 };
const outlets = 5;
const items = 3;

/** Gives each worker its way to one catalogue. */
type Engine = (name: string) => Promise<{ open(): Promise<Store>; close(): Promise<void> }>;

/** One way to the file for all, which a worker does not close. */
const overSqlite: Engine = async (folder) => {
  const store = await openSqliteStore({ file: `${folder}.sqlite` });
  const shared = { ...store, close: async () => {} };
  return { open: async () => shared, close: () => store.close() };
};

const overPostgres: Engine = async (name) => {
  const url = await databaseFor(name);
  return { open: () => openPostgresStore({ url }), close: async () => {} };
};

describe('workers over one SQLite file', () => sharing(overSqlite));
describe.skipIf(postgres() === '')('workers over one PostgreSQL', () => sharing(overPostgres));

function sharing(engine: Engine): void {
  const place = scratch();
  let catalogue: Awaited<ReturnType<Engine>>;
  let scene: Scene;
  let own: Store;
  beforeEach(async () => {
    catalogue = await engine(place.freshFolder());
    scene = await startScene(outlets, items);
    own = await catalogue.open();
    await scene.follow(own);
  });
  afterEach(async () => {
    await own.close();
    await catalogue.close();
    await scene.close();
  });

  const hire = async (...names: readonly string[]): Promise<HiredWorker[]> => {
    const hired: HiredWorker[] = [];
    for (const name of names) {
      hired.push(await scene.hire(name, place.freshFolder(), await catalogue.open()));
    }
    return hired;
  };
  const paths = () => scene.asked.map(({ host, path }) => host + path);
  const revisions = async () =>
    (await own.articles({ limit: 99 })).map((one) => one.revisions).sort();
  const pending = async () => (await own.dueEntries({ limit: 99 })).length;

  it(
    'ask for each page once, one of a host at a time, and tell each hit and hook once',
    slow,
    async () => {
      await own.commit({
        hooks: [
          {
            ...{ id: 'h1', url: scene.hookUrl as never, kinds: ['article'], least: 1 },
            ...{ allowPrivate: true, addedAt: '2026-11-27T08:00:00.000Z' as never },
            progress: { cursor: 0, failures: 0, passedOver: 0 },
          },
        ],
      });
      const workers = await hire('a', 'b', 'c');
      await workers[0]?.archive.saveSearch({ name: 'ferries', text: 'ferry' });
      for (const worker of workers) worker.begin();
      await scene.pass(120);
      expect((await own.gauges('2026-11-27T09:00:00.000Z' as never)).articles).toBe(
        outlets * items,
      );
      expect((await workers[1]?.archive.gauges())?.workers.map(({ name }) => name)).toEqual(
        expect.arrayContaining(['a', 'b', 'c']),
      );
      const hits = await workers[2]?.archive.savedHits('ferries');
      for (const worker of workers) await worker.stop();
      expect(paths()).toHaveLength(outlets * items);
      expect(new Set(paths()).size).toBe(outlets * items);
      expect(scene.together()).toBe(0);
      expect(await revisions()).toEqual(Array(outlets * items).fill(1));
      expect(await pending()).toBe(0);
      expect(hits?.hits.map(({ article }) => article.id)).toHaveLength(outlets * items);
      expect(scene.delivered).toHaveLength(outlets * items);
      expect(new Set(scene.delivered).size).toBe(outlets * items);
      expect(await own.leases('2026-11-27T08:02:30.000Z' as never)).toEqual([]);
    },
  );

  it('take over what one was at that died, once its leases have ended', slow, async () => {
    const [dying, other] = await hire('a', 'b');
    let death: { readonly host: string; readonly at: number } | undefined;
    scene.onPage = (asked) => {
      if (asked.worker !== 'a' || death !== undefined) return;
      death = asked;
      dying?.pause();
    };
    dying?.begin();
    await scene.pass(1);
    other?.begin();
    await scene.pass(200);
    await other?.stop();
    await dying?.bury();
    const later = scene.asked.filter(({ host, worker }) => host === death?.host && worker === 'b');
    expect(later.map(({ path }) => path).sort()).toEqual(['/story-0', '/story-1', '/story-2']);
    for (const { at } of later) expect(at - (death?.at ?? 0)).toBeGreaterThanOrEqual(59_000);
    expect(await revisions()).toEqual(Array(outlets * items).fill(1));
    expect(await pending()).toBe(0);
  });

  it('write nothing double when one comes back that stood still', slow, async () => {
    const [pausing, other] = await hire('a', 'b');
    let paused: { readonly host: string; readonly path: string } | undefined;
    scene.onPage = (asked) => {
      if (asked.worker !== 'a' || paused !== undefined) return;
      paused = asked;
      pausing?.pause();
    };
    pausing?.begin();
    await scene.pass(1);
    other?.begin();
    await scene.pass(200);
    const before = await revisions();
    pausing?.resume();
    await scene.pass(60);
    await pausing?.stop();
    await other?.stop();
    const lost = pausing?.told.filter(
      (event) => event.type === 'warning' && event.message.includes('does this now, not a'),
    );
    expect(lost).not.toEqual([]);
    expect(paths().filter((one) => one === `${paused?.host}${paused?.path}`)).toHaveLength(2);
    expect([before, await revisions()]).toEqual([
      Array(outlets * items).fill(1),
      Array(outlets * items).fill(1),
    ]);
    // What it had captured by then is evidence, and stays.
    const url = `http://${paused?.host}${paused?.path}` as never;
    expect(await own.capturesOf([url], 9)).toHaveLength(2);
    expect(await pending()).toBe(0);
  });

  it('go on where a lease has ended on which one writes what pages were', slow, async () => {
    const store = await catalogue.open();
    const leasePoll: Store['leasePoll'] = async (...of) => {
      const due = await store.leasePoll(...of);
      await own.releasePolls();
      return due;
    };
    const losing = await scene.hire('a', place.freshFolder(), { ...store, leasePoll });
    losing.begin();
    await scene.pass(100);
    await losing.stop();
    const lost = losing.told.filter(
      (event) => event.type === 'warning' && event.message.includes('polls this source now'),
    );
    expect(lost).not.toEqual([]);
    expect(await revisions()).toEqual(Array(outlets * items).fill(1));
    expect(await pending()).toBe(0);
  });

  it('do each entry once in a pass that is made by two at the same time', slow, async () => {
    const both = await hire('a', 'b');
    const passes = both.map(({ archive }) => archive.fetch());
    const reports = await scene.through(Promise.all(passes));
    for (const worker of both) await worker.stop();
    expect(paths()).toHaveLength(outlets * items);
    expect(reports.reduce((sum, { articles }) => sum + articles, 0)).toBe(outlets * items);
    expect(reports.flatMap(({ failed }) => failed)).toEqual([]);
    expect(await pending()).toBe(0);
  });

  it(
    'look again when a feed tells something new, however short ago another looked',
    slow,
    async () => {
      const both = await hire('a', 'b');
      for (const worker of both) worker.begin();
      await scene.pass(60);
      scene.edition = 2;
      await scene.pass(500);
      for (const worker of both) await worker.stop();
      expect(paths()).toHaveLength(2 * outlets * items);
      expect(new Set(paths()).size).toBe(outlets * items);
      expect(await pending()).toBe(0);
    },
  );

  it('mail a digest once that both find due', slow, async () => {
    const both = await hire('a', 'b');
    const rhythm = { every: 'hour', atMinute: 0, timeZone: 'UTC', locale: 'en' } as const;
    await both[0]?.archive.digests.add({ to: 'desk@paper.test', of: 'articles', ...rhythm });
    await scene.through(both[1]?.archive.fetch() ?? Promise.reject());
    const mails: string[] = [];
    const mailer = { send: async ({ text }: { text: string }) => void mails.push(text) };
    const now = scene.time.now() + 3_600_000;
    const sent = both.map(({ archive }) =>
      sendDue({ archive, mailer: mailer as never, now, archiveTitle: 'Papers' }),
    );
    expect(await scene.through(Promise.all(sent))).toEqual([[], []]);
    expect(mails).toHaveLength(1);
    for (const worker of both) await worker.stop();
  });
}
