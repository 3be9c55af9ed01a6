import { sql } from 'kysely';
import { Client } from 'pg';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  inject,
  it,
  onTestFinished,
} from 'vitest';
import type { Url } from '../../model/index.ts';
import type { Store } from '../index.ts';
import { describeEarlier } from '../testing/describe-earlier.ts';
import { describeStore } from '../testing/describe-store.ts';
import { at, digest, duePoll, sampleArticle, sampleSource } from '../testing/samples.ts';
import { connect } from './connect.ts';
import { openPostgresStore } from './index.ts';
import { migrate, postgresLine } from './migrate.ts';

const server = inject('postgresUrl');
const schema = `suite_${process.pid}_${Date.now().toString(36)}`;
const url = `${server}${server.includes('?') ? '&' : '?'}options=-csearch_path%3D${schema}`;

describe.skipIf(server === '')('with a PostgreSQL', () => {
  const client = new Client({ connectionString: url });
  beforeAll(async () => {
    await client.connect();
    await client.query(`create schema ${schema}`);
  });
  afterAll(async () => {
    await client.query(`drop schema ${schema} cascade`);
    await client.end();
  });

  /** A store with nothing in it: the tables that the test before left, emptied. */
  async function fresh(): Promise<Store> {
    const store = await openPostgresStore({ url });
    const { rows } = await client.query<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = $1
         and tablename not like 'kysely%' and tablename <> 'turns'`,
      [schema],
    );
    const tables = rows.map(({ name }) => `"${name}"`).join(', ');
    await client.query(`truncate ${tables} restart identity`);
    return store;
  }

  describeStore('PostgreSQL', fresh);

  const line = Object.entries(postgresLine());
  let begun = 0;
  describeEarlier(
    'PostgreSQL',
    line.map(([name]) => name),
    async () => {
      const own = `${schema}_at_${begun++}`;
      await client.query(`create schema ${own}`);
      onTestFinished(async () => void (await client.query(`drop schema ${own} cascade`)));
      const there = url.replace(schema, own);
      return {
        async begin(migrations) {
          const db = connect(there);
          await migrate(db, own, Object.fromEntries(line.slice(0, migrations)));
          return db;
        },
        open: () => openPostgresStore({ url: there }),
      };
    },
  );

  it('is brought up to this version by one of several that open it at once, while another reads', async () => {
    const own = `${schema}_begun`;
    await client.query(`create schema ${own}`);
    const there = url.replace(schema, own);
    const db = connect(there);
    await migrate(db, own, Object.fromEntries(line.slice(0, 7)));
    const migrating = new AbortController();
    const reading = (async () => {
      let reads = 0;
      for (; !migrating.signal.aborted; reads += 1) await sql`select id from articles`.execute(db);
      return reads;
    })();
    const stores = await Promise.all([1, 2, 3, 4].map(() => openPostgresStore({ url: there })));
    migrating.abort();
    expect(await reading).toBeGreaterThan(5);
    const { rows } = await sql`select name from kysely_migration`.execute(db);
    expect(rows).toHaveLength(line.length);
    for (const store of stores) await store.close();
    await db.destroy();
    await client.query(`drop schema ${own} cascade`);
  });

  describe('a PostgreSQL catalogue that several workers have open', () => {
    const workers = ['a', 'b', 'c', 'd'];
    let stores: readonly Store[] = [];
    beforeEach(async () => {
      const first = await fresh();
      const more = workers.slice(1).map(() => openPostgresStore({ url }));
      stores = [first, ...(await Promise.all(more))];
    });
    afterEach(() => Promise.all(stores.map((store) => store.close())));

    it('leases each source once, and of each host one, to all who ask at the same moment', async () => {
      const sources = Array.from({ length: 60 }, (_, one) => ({
        ...sampleSource,
        id: `s${one}`,
        url: `https://host${one % 20}.test/${one}` as Url,
      }));
      await stores[0]?.commit({ sources, polls: sources.map(({ id }) => duePoll(id, 1)) });
      const hosts: string[] = [];
      const all = () =>
        Promise.all(
          stores.map((store, worker) => {
            const lease = { holder: workers[worker] ?? '', until: at(3) };
            return store.leasePolls({ at: at(2), lease, limit: 3 });
          }),
        );
      // Who meets with another passes over what that one takes, and may get fewer.
      for (let taken = await all(); taken.flat().length > 0; taken = await all()) {
        hosts.push(...taken.flat().map(({ source }) => new URL(source.url).host));
      }
      expect(new Set(hosts).size).toBe(hosts.length);
      expect(hosts).toHaveLength(20);
    });

    it('gives each lease of work to one of all who ask at the same moment', async () => {
      const names = Array.from({ length: 150 }, (_, one) => `pages:${one}`);
      const all = stores.map(async (store, worker) => {
        const turned = [...names.slice(40 * worker), ...names.slice(0, 40 * worker)];
        const lease = { holder: workers[worker] ?? '', until: at(3) };
        const taken = [];
        for (let from = 0; from < turned.length; from += 10) {
          const some = { names: turned.slice(from, from + 30), lease, at: at(2) };
          taken.push(...(await store.takeLeases(some)).map(({ name }) => name));
        }
        return [...new Set(taken)];
      });
      const taken = (await Promise.all(all)).flat();
      expect(taken.sort()).toEqual(names.sort());
    });

    it('numbers what they commit in the order in which it comes on record, and finds all of it', async () => {
      const each = 12;
      let isWriting = true;
      const watch = async (reader: Store | undefined): Promise<readonly number[]> => {
        const seen: number[] = [];
        for (;;) {
          const isLast = !isWriting;
          const after = seen.at(-1) ?? 0;
          const found = (await reader?.happenings({ after, limit: 1000 })) ?? [];
          seen.push(...found.map(({ ord }) => ord));
          if (isLast) return seen;
        }
      };
      const watching = watch(stores[0]);
      await Promise.all(
        stores.map(async (store, worker) => {
          for (let one = 0; one < each; one += 1) {
            const articleId = `w${worker}-${one}`;
            await store.commit({
              ...sampleArticle(articleId, one, '港口', 'harbour'),
              happenings: [{ kind: 'article', at: at(1), sourceId: 's1', articleId }],
            });
          }
        }),
      );
      isWriting = false;
      const seen = await watching;
      const all = await stores[1]?.happenings({ after: 0, limit: 1000 });
      expect(seen).toEqual(all?.map(({ ord }) => ord));
      for (const store of stores) {
        const { total } = await store.findWords({
          clauses: [{ anyOf: [{ words: ['港', '口'] }] }],
          limit: 1,
        });
        expect(total).toBe(workers.length * each);
      }
    });

    it('lets one of two log a leaf that both number', async () => {
      const leaf = { index: 0, line: 'l', record: digest('a') };
      const both = stores.slice(0, 2).map((store) => store.commit({ leaves: [leaf] }));
      const ended = await Promise.allSettled(both);
      expect(ended.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(await stores[2]?.countLeaves()).toBe(1);
    });
  });

  describe('a PostgreSQL catalogue', () => {
    it('is there again after it was closed, and is not written by who only reads', async () => {
      const store = await fresh();
      await store.commit({ sources: [sampleSource] });
      await store.close();
      const again = await openPostgresStore({ url, readOnly: true });
      expect(await again.sources()).toEqual([sampleSource]);
      await expect(again.commit({})).rejects.toThrow('opened for reading only');
      await again.close();
    });
  });
});

describe('a PostgreSQL catalogue that cannot be opened', () => {
  it('is refused where its name is no URL of one', async () => {
    await expect(openPostgresStore({ url: 'mysql://a/b' })).rejects.toThrow(
      'The database is named by a URL like postgres://user:password@host:5432/database.',
    );
  });

  it('is named without its password', async () => {
    const there = 'postgres://me:secret@127.0.0.1:1/news';
    await expect(openPostgresStore({ url: there })).rejects.toThrow(
      'postgres://127.0.0.1:1/news: ',
    );
    await expect(openPostgresStore({ url: there })).rejects.not.toThrow('secret');
  });
});
