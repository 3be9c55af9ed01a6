import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { ArchiveError, instant, type Url } from '../model/index.ts';
import type { Store } from '../store/index.ts';
import { openPostgresStore } from '../store/postgres/index.ts';
import { openSqliteStore } from '../store/sqlite/index.ts';
import { duePoll, sampleArticle, sampleSource } from '../store/testing/samples.ts';
import { migrateCatalogue } from './migrate-catalogue.ts';

const server = inject('postgresUrl');
const schema = `moves_${process.pid}_${Date.now().toString(36)}`;
const database = `${server}${server.includes('?') ? '&' : '?'}options=-csearch_path%3D${schema}`;
const now = () => Date.parse('2026-11-27T12:00:00Z');

describe.skipIf(server === '')('a catalogue that moves between SQLite and PostgreSQL', () => {
  const client = new Client({ connectionString: database });
  let folder = '';
  const file = () => join(folder, 'backissue.sqlite');
  const move = (to: 'postgres' | 'sqlite') => migrateCatalogue({ folder, database, to, now });

  beforeAll(() => client.connect());
  afterAll(() => client.end());
  beforeEach(async () => {
    await client.query(`create schema ${schema}`);
    folder = mkdtempSync(join(tmpdir(), 'backissue-move-'));
    mkdirSync(join(folder, 'captures'));
    const store = await openSqliteStore({ file: file() });
    await fill(store, 1100);
    await store.close();
  });
  afterEach(async () => {
    await client.query(`drop schema ${schema} cascade`);
    rmSync(folder, { recursive: true });
  });

  it('has the same digests in PostgreSQL, and in SQLite again', async () => {
    const there = await move('postgres');
    expect(there.tables.find(({ table }) => table === 'articles')?.rows).toBe(1100);
    expect(there.tables.find(({ table }) => table === 'find_terms')?.rows).toBeGreaterThan(0);
    const back = await move('sqlite');
    const told = (all: typeof there) => all.tables.map(({ written: _, ...rest }) => rest);
    expect(told(back)).toEqual(told(there));
  });

  it('finds the same, and numbers go on where they were', async () => {
    const before = await openSqliteStore({ file: file(), readOnly: true });
    const found = await before.findWords(query);
    await before.close();
    await move('postgres');
    const store = await openPostgresStore({ url: database });
    expect(found).toMatchObject({ total: 1100 });
    expect(found.hits).toHaveLength(20);
    expect(await store.findWords(query)).toEqual(found);
    await commitArticle(store, 5000);
    expect((await store.recordedAfter(1100, 10)).last).toBe(1101);
    expect((await store.findWords(query)).total).toBe(1101);
    await store.close();
    await move('sqlite');
    const again = await openSqliteStore({ file: file() });
    await commitArticle(again, 5001);
    expect((await again.recordedAfter(1101, 10)).last).toBe(1102);
    expect((await again.findWords(query)).total).toBe(1102);
    await again.close();
  });

  it('goes on where it was interrupted, and mends what was altered there meanwhile', async () => {
    let tables = 0;
    const onTable = () => {
      tables += 1;
      if (tables === 8) throw new ArchiveError('internal', 'The power is gone.');
    };
    const first = migrateCatalogue({ folder, database, to: 'postgres', now, onTable });
    await expect(first).rejects.toThrow('The power is gone.');
    await expect(openPostgresStore({ url: database })).rejects.toThrow(
      /has not ended; run backissue/,
    );
    await client.query("update keys set url = 'https://other.test/' where key = 'paper.test/a7'");
    await client.query("delete from articles where id = 'a9'");
    const { tables: done } = await move('postgres');
    const written = (name: string) => done.find(({ table }) => table === name)?.written;
    expect(written('sources')).toBe(0);
    expect(written('keys')).toBeGreaterThan(0);
    expect(written('keys')).toBeLessThanOrEqual(500);
    expect(written('articles')).toBe(500);
    expect(written('revisions')).toBe(0);
    expect(written('find_docs')).toBe(1100);
  });

  it('is opened in one place alone', async () => {
    const { kept } = await move('postgres');
    expect(readdirSync(folder).some((name) => name === 'backissue.sqlite')).toBe(false);
    expect(kept).toBe(`${file()}.moved-20261127T120000Z`);
    await expect(move('postgres')).rejects.toThrow(/there is an archive in this database already/);
    await move('sqlite');
    await expect(openPostgresStore({ url: database })).rejects.toThrow(/its catalogue moved to/);
    await expect(openPostgresStore({ url: database, readOnly: true })).rejects.toThrow(/moved to/);
    await expect(move('sqlite')).rejects.toThrow(/there is a catalogue here already/);
    const { tables } = await move('postgres');
    expect(tables.reduce((sum, { written }) => sum + written, 0)).toBe(0);
  });

  it('is not moved away from workers that write there, nor from who wrote meanwhile', async () => {
    await move('postgres');
    const store = await openPostgresStore({ url: database });
    const lease = { holder: 'quay-7', until: instant(now() + 1000) };
    const held = await store.takeLeases({ names: ['worker:quay-7'], lease, at: instant(now()) });
    await expect(move('sqlite')).rejects.toThrow(/quay-7 captures into it; end all workers/);
    await store.releaseLeases(held, 'quay-7', instant(now()));
    let late: Promise<void> | undefined;
    const onTable = () => {
      late ??= commitArticle(store, 7000);
    };
    const moving = migrateCatalogue({ folder, database, to: 'sqlite', now, onTable });
    await expect(moving).rejects.toThrow(/somebody has written there while its catalogue/);
    await late;
    expect(await store.article('a7000')).toBeDefined();
    await store.close();
    await move('sqlite');
    const again = await openSqliteStore({ file: file() });
    expect(await again.article('a7000')).toBeDefined();
    await again.close();
  });

  it('moves with keys that no PostgreSQL can hold as they are', async () => {
    const keys = ['guid\ns1\na\0z', 'guid\ns1\nab', `paper.test/${'x'.repeat(9000)}`];
    const opened = await openSqliteStore({ file: file() });
    const url = 'https://paper.test/z' as Url;
    await opened.commit({ keys: keys.map((key) => ({ key, url, articleId: 'a1' })) });
    await opened.close();
    await move('postgres');
    const store = await openPostgresStore({ url: database });
    expect((await store.knownKeys(keys)).map(({ key }) => key).sort()).toEqual(keys.sort());
    await store.close();
  });

  it('goes on after a crash between setting the one aside and opening the other', async () => {
    await move('postgres');
    await client.query('create table migrating (way text, other text, at text)');
    await client.query("insert into migrating values ('into', 'x', '2026-11-27T12:00:00Z')");
    const { tables, kept } = await move('postgres');
    expect(tables.every(({ written }) => written === 0)).toBe(true);
    expect(kept).toBe(`${file()}.moved-20261127T120000Z`);
    const store = await openPostgresStore({ url: database });
    await store.close();
  });

  it('refuses a database that holds other things', async () => {
    await client.query('create table invoices (id integer)');
    await expect(move('postgres')).rejects.toThrow(/other tables than a catalogue's \(invoices\)/);
  });
});

const query = { clauses: [{ anyOf: [{ words: ['港', '口'] }] }], limit: 20 };

async function fill(store: Store, count: number): Promise<void> {
  await store.commit({ sources: [sampleSource], polls: [duePoll(sampleSource.id, 1)] });
  for (let from = 0; from < count; from += 100) {
    const all = Array.from({ length: 100 }, (_, one) => article(from + one));
    const list = <Name extends keyof (typeof all)[0]>(name: Name) =>
      all.flatMap((change) => [...change[name]]);
    await store.commit({
      articles: list('articles'),
      revisions: list('revisions'),
      keys: list('keys'),
      captures: list('captures'),
      words: list('words'),
    });
  }
}

/** One of them has a NUL, which PostgreSQL does not hold. */
const article = (number: number) =>
  sampleArticle(
    `a${number}`,
    1 + number,
    `港口 ${number}`,
    `Ferry ${number} 渡轮照常${number === 7 ? '\0' : ''}`,
  );

const commitArticle = (store: Store, number: number) => store.commit(article(number));
