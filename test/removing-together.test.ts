import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { indexMissing } from '../src/archive/index-words.ts';
import { keepLeases } from '../src/archive/lease-keeper.ts';
import type { Store } from '../src/store/index.ts';
import { openPostgresStore } from '../src/store/postgres/index.ts';
import { sampleArticle } from '../src/store/testing/samples.ts';
import { parseLeaf } from '../src/tlog/index.ts';
import { databaseFor, postgres } from './fresh-database.ts';
import { openForTest, scratch } from './newspaper.ts';
import { type Site, startSite, storyPage } from './small-site.ts';

const paths = ['/2026/11/24/one', '/2026/11/24/two', '/2026/11/24/three'] as const;
/** Rests are short: who waits looks again at once. */
const delay = async (ms: number, signal: AbortSignal): Promise<void> => {
  await pause(Math.min(ms, 500), undefined, { signal }).catch(() => {});
};

describe.skipIf(postgres() === '')('two processes on one PostgreSQL', () => {
  const place = scratch();
  let site: Site;
  beforeAll(async () => {
    site = await startSite(Object.fromEntries(paths.map((path) => [path, storyPage(path)])));
  });
  afterAll(async () => {
    await site.close();
    place.clear();
  });

  const takedownLeaves = async (store: Store) =>
    (await store.leaves(0, 999)).filter(({ line }) => parseLeaf(line).kind === 'takedown');

  it('take an article down once that both are told to, and erase once what was begun', async () => {
    const database = await databaseFor('takedowns together');
    const [one, other] = [place.freshFolder(), place.freshFolder()];
    const open = (folder: string) => openForTest(folder, Date.now, { database, delay });
    const first = await open(one);
    for (const path of paths) await first.capture(site.url(path), { allowPrivate: true });
    const second = await open(other);
    const store = await openPostgresStore({ url: database });

    const mine = first.takeDown(site.url(paths[0]), { reason: 'court' });
    const now = () => new Date().toISOString() as never;
    let isDone = false;
    const end = () => {
      isDone = true;
    };
    mine.then(end, end);
    // It may be done between two looks.
    while (!isDone && (await store.leases(now(), 'takedown')).length === 0) await pause(5);
    const its = second.takeDown(site.url(paths[0]), { reason: 'court' });
    expect((await Promise.all([mine, its])).map(({ state }) => state)).toEqual(['done', 'done']);
    expect(await store.takedowns()).toHaveLength(1);
    expect(await takedownLeaves(store)).toHaveLength(1);

    // As one that a crash interrupted right after it was begun; both find it as they open.
    const planned = await first.takeDown(site.url(paths[1]), { reason: 'court', dryRun: true });
    await Promise.all([first.close(), second.close()]);
    await store.commit({ takedowns: [{ ...planned, state: 'begun' }] });
    const again = await Promise.all([open(one), open(other)]);
    // Files of another folder are that worker's to empty: where it was not first, its rest stays open, and is told.
    expect((await store.takedowns()).map(({ state }) => state)).not.toContain('begun');
    expect(await takedownLeaves(store)).toHaveLength(2);
    expect(await store.articles({ limit: 9 })).toHaveLength(1);
    const faults = (await store.check()).filter(({ kind }) => kind !== 'takedown-unfinished');
    expect(faults).toEqual([]);
    await Promise.all(again.map((each) => each.close()));
    await store.close();
  });

  it('index each article once that search does not know', async () => {
    const url = await databaseFor('indexed together');
    const stores = [await openPostgresStore({ url }), await openPostgresStore({ url })];
    const [store] = stores as [Store];
    for (let day = 1; day <= 120; day += 1) {
      const { words: _, ...bare } = sampleArticle(`a${day}`, day, 'Ferry', 'The ferry is late.');
      await store.commit(bare);
    }
    const indexed: string[] = [];
    const work = stores.map((own, at) => {
      const heard: Store = {
        ...own,
        commit: async (change, terms) => {
          await own.commit(change, terms);
          indexed.push(...(change.words ?? []).map(({ articleId }) => articleId));
        },
      };
      const means = { store: heard, holder: `worker-${at}`, now: Date.now, delay };
      const leases = keepLeases({ ...means, polling: new Set() });
      return indexMissing({ ...means, leases, alone: (step) => step() }).ended;
    });
    await Promise.all(work);
    expect(indexed).toHaveLength(120);
    expect(new Set(indexed).size).toBe(120);
    expect([await store.withoutWords(9), await store.withoutSketch(9)]).toEqual([[], []]);
    await Promise.all(stores.map((own) => own.close()));
  });
});
