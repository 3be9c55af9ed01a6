import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { serve } from '../src/http/testing/loopback.ts';
import { openPostgresStore } from '../src/store/postgres/index.ts';
import { startWorker } from './crawl/worker-process.ts';
import { databaseFor, postgres } from './fresh-database.ts';
import { openForTest, scratch } from './newspaper.ts';
import { rss, storyPage } from './small-site.ts';

const paths = Array.from({ length: 6 }, (_, at) => `/2026/11/24/story-${at}`);

describe.skipIf(postgres() === '')('two processes of backissue work on one PostgreSQL', () => {
  const place = scratch();
  afterAll(() => place.clear());

  it('take each article once, also what one was at that was killed', {
    timeout: 120_000,
  }, async () => {
    const asked: string[] = [];
    const meanwhile = new EventTarget();
    const site = await serve((request, response) => {
      const path = request.url ?? '';
      const base = `http://127.0.0.1:${site.port}`;
      if (path === '/feed.xml') {
        response.writeHead(200, { 'content-type': 'application/rss+xml' });
        response.end(rss(paths).replaceAll('{base}', base));
        return;
      }
      if (!paths.includes(path)) {
        response.writeHead(404).end();
        return;
      }
      asked.push(path);
      // The third page is not answered: whoever asks for it is killed.
      if (asked.length === 3) meanwhile.dispatchEvent(new Event('third'));
      else {
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
        response.end(storyPage(`Story of ${path}`));
      }
    });
    const database = await databaseFor('two processes');
    const keeper = await openForTest(place.freshFolder(), Date.now, { database });
    await keeper.follow(site.url('/feed.xml'), { allowPrivate: true });
    await keeper.close();
    const third = once(meanwhile, 'third');
    const workers = [0, 1].map(() =>
      startWorker({ folder: place.freshFolder(), database, gapMs: 0 }),
    );
    await third;

    const store = await openPostgresStore({ url: database });
    const now = () => new Date().toISOString() as never;
    const [held] = await store.leases(now(), 'pages:');
    const holder = held?.holder ?? '';
    const dying = workers.find(({ pid }) => holder.includes(`-${pid}-`));
    expect(dying).toBeDefined();
    dying?.signal('SIGKILL');
    await dying?.ended;
    const before = asked.length;
    // Nobody takes what it was at while its leases last; a minute later they are over.
    expect((await store.leases(now(), 'pages:')).map((one) => one.holder)).toEqual([holder]);
    const client = new Client({ connectionString: database });
    await client.connect();
    const past = new Date(Date.now() - 1000).toISOString();
    await client.query('update leases set until = $1 where holder = $2', [past, holder]);
    await client.query('delete from hosts');
    await client.end();

    while ((await store.articles({ limit: 99 })).length < paths.length) await pause(50);
    const other = workers.find((one) => one !== dying);
    other?.signal('SIGTERM');
    expect(await other?.ended).toMatchObject({ code: 0 });
    expect(before).toBe(3);
    // What was not answered is asked for again, and nothing else.
    expect([...asked].sort()).toEqual([...paths, asked[2]].sort());
    const articles = await store.articles({ limit: 99 });
    expect(articles.map(({ revisions }) => revisions)).toEqual(paths.map(() => 1));
    for (const { url } of articles) expect(await store.capturesOf([url], 9)).toHaveLength(1);
    expect(await store.dueEntries({ limit: 99 })).toEqual([]);
    expect(await store.check()).toEqual([]);
    await store.close();
    await site.close();
  });
});
