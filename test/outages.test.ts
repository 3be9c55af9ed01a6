import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type PostgresServer,
  postgresPrograms,
  startPostgres,
} from '../scripts/postgres-server.ts';
import type { Store } from '../src/store/index.ts';
import { openPostgresStore } from '../src/store/postgres/index.ts';
import { startWorker } from './crawl/worker-process.ts';
import { type HiredWorker, type Scene, startScene } from './hired-workers.ts';
import { scratch } from './newspaper.ts';

const slow = { timeout: 120_000 };
const outlets = 3;
const items = 2;
const programs = postgresPrograms() ?? '';

describe.skipIf(programs === '')('a worker whose database goes away', slow, () => {
  const place = scratch();
  const data = join(place.folder, 'data');
  let server: PostgresServer;
  let isUp = false;
  let scene: Scene;
  let url = '';
  let schemas = 0;
  /** How often a worker looked whether the database is back. */
  let looks = 0;

  const stop = async () => {
    if (isUp) await server.stop();
    isUp = false;
  };
  const start = async () => {
    if (!isUp) server = await startPostgres(programs, data);
    isUp = true;
  };
  const ask = async (statement: string) => {
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query(statement);
    await client.end();
  };

  beforeAll(() => {
    // The server runs as another user, who has to get through to its own folder.
    chmodSync(place.folder, 0o711);
  });
  beforeEach(async () => {
    await start();
    url = `postgres://bench@localhost/postgres?host=${data}`;
    const schema = `outage_${++schemas}`;
    await ask(`create schema ${schema}`);
    url = `${url}&options=-csearch_path%3D${schema}`;
    looks = 0;
    scene = await startScene(outlets, items);
    const store = await openPostgresStore({ url });
    await scene.follow(store);
    await store.close();
  });
  afterEach(() => scene.close());
  afterAll(async () => {
    await stop();
    place.clear();
  });

  const toldOf = ({ told }: HiredWorker) =>
    told.flatMap((event) => (event.type === 'database' ? [event] : []));

  /** Files are read in real time, of which the clock of the workers knows nothing: it must not leap far meanwhile. */
  const passUntil = async (holds: () => boolean | Promise<boolean>) => {
    while (!(await holds())) {
      await scene.pass(1);
      await pause(10);
    }
  };
  const isBack = (worker: HiredWorker) => () =>
    toldOf(worker).some(({ state }) => state === 'back');
  const isDone = async () => {
    const store = await openPostgresStore({ url });
    const articles = await store.articles({ limit: 99 });
    await store.close();
    return articles.length === outlets * items;
  };

  /** Each page was captured once and is an article with one revision, and nothing waits. */
  async function isAllThereOnce(): Promise<void> {
    const store = await openPostgresStore({ url });
    const articles = await store.articles({ limit: 99 });
    expect(articles.map((one) => one.revisions)).toEqual(Array(outlets * items).fill(1));
    for (const article of articles) {
      expect(await store.capturesOf([article.url], 9)).toHaveLength(1);
    }
    expect(await store.dueEntries({ limit: 99 })).toEqual([]);
    expect(await store.check()).toEqual([]);
    await store.close();
  }

  /** A worker to whom `commit` happens in place of the first commit that brings a page. */
  async function hire(commit: (store: Store, give: () => Promise<void>) => Promise<void>) {
    const store = await openPostgresStore({ url });
    let isFirst = true;
    const own: Store = {
      ...store,
      commit: async (change, terms) => {
        const give = () => store.commit(change, terms);
        const isPage = (change.revisions ?? []).length > 0;
        if (!isPage || !isFirst) return await give();
        isFirst = false;
        await commit(store, give);
      },
      releasePolls: async (holder) => {
        if (!isUp && !isFirst) looks += 1;
        await store.releasePolls(holder);
      },
    };
    return await scene.hire('a', place.freshFolder(), own);
  }

  it('says so once, waits longer and longer, and takes in what it had captured when it is back', async () => {
    const worker = await hire(async (_store, give) => {
      await stop();
      await give();
    });
    const begun = scene.time.now();
    worker.begin();
    await scene.pass(300);
    expect(toldOf(worker)).toEqual([
      {
        ...{ type: 'database', state: 'away' },
        message: expect.stringMatching(
          /^postgres:\S+: the database cannot be reached; [^.]+ \(.+\); work goes on when it is back\.$/,
        ),
      },
    ]);
    expect(scene.time.now() - begun).toBeGreaterThan(299_000);
    // As it ended, and after 1, 3, 7, 15, 31, 63, 123, 183, 243 s.
    expect(looks).toBe(10);
    await start();
    await passUntil(isBack(worker));
    await passUntil(isDone);
    await worker.stop();
    expect(toldOf(worker).map(({ state }) => state)).toEqual(['away', 'back']);
    expect(worker.told.filter(({ type }) => type === 'recovered')).not.toEqual([]);
    expect(worker.told.filter(({ type }) => type === 'failed')).toEqual([]);
    await isAllThereOnce();
  });

  it('puts nothing on record twice that was written when the connection broke', async () => {
    const worker = await hire(async (store, give) => {
      await give();
      await stop();
      // As if the answer to the commit had been lost.
      await store.countLeaves();
    });
    worker.begin();
    await scene.pass(60);
    await start();
    await passUntil(isBack(worker));
    await passUntil(isDone);
    await worker.stop();
    expect(toldOf(worker).map(({ state }) => state)).toEqual(['away', 'back']);
    await isAllThereOnce();
  });

  it('hides nothing that it captured by what it captures next, where only one connection broke', async () => {
    const worker = await hire(async (_store, give) => {
      const other = new Client({ connectionString: url });
      await other.connect();
      await other.query("begin; select name from turns where name = 'commit' for update");
      const given = give();
      given.catch(() => {});
      for (let ended = 0; ended === 0; ) {
        const { rows } = await other.query(`select pg_terminate_backend(pid) from pg_stat_activity
          where wait_event_type = 'Lock'`);
        ended = rows.length;
      }
      await other.end();
      await given;
    });
    worker.begin();
    await passUntil(isBack(worker));
    await passUntil(isDone);
    await worker.stop();
    await isAllThereOnce();
  });

  it('ends well when it is told to while it waits, and the next takes in what it left', async () => {
    const folder = place.freshFolder();
    const store = await openPostgresStore({ url });
    const own: Store = {
      ...store,
      commit: async (change, terms) => {
        if ((change.revisions ?? []).length > 0) await stop();
        await store.commit(change, terms);
      },
    };
    const worker = await scene.hire('a', folder, own);
    worker.begin();
    await scene.pass(30);
    const asked = scene.asked.length;
    await worker.stop();
    expect(toldOf(worker).map(({ state }) => state)).toEqual(['away']);
    await start();
    const next = await scene.hire('a', folder, await openPostgresStore({ url }));
    next.begin();
    await passUntil(isDone);
    await next.stop();
    expect(asked).toBeGreaterThan(0);
    await isAllThereOnce();
  });

  it('ends with a fault that is not of the connection', async () => {
    const worker = await hire(async (_store, give) => {
      await ask('alter table revisions rename to mislaid');
      await give();
    });
    worker.begin();
    await scene.pass(60);
    await expect(worker.stop()).rejects.toThrow(/relation "\w+" does not exist/);
    expect(toldOf(worker)).toEqual([]);
    await worker.bury();
  });

  it('says so as a process of its own, and ends with code 0 when it is told to', async () => {
    const worker = startWorker({ folder: place.freshFolder(), database: url, gapMs: 0 });
    let said = '';
    worker.hear((text) => {
      said += text;
    });
    const store = await openPostgresStore({ url });
    const now = () => new Date().toISOString() as never;
    while ((await store.leases(now(), 'worker:')).length === 0) await pause(50);
    await store.close();
    await stop();
    while (!said.includes('is back.')) await pause(50);
    worker.signal('SIGTERM');
    expect(await worker.ended).toMatchObject({ code: 0 });
    expect(said.match(/cannot be reached/g)).toHaveLength(1);
  });
});
