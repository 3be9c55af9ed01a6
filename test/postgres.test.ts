import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DoctorReport } from '../src/archive/index.ts';
import { type Demo, startDemo } from '../src/demo/index.ts';
import { databaseFor, postgres } from './fresh-database.ts';
import { clock, command, followedDemo, openForTest, scratch } from './newspaper.ts';

const place = scratch();
afterAll(place.clear);
const time = clock();

describe.skipIf(postgres() === '')('an archive whose catalogue is in PostgreSQL', () => {
  const folder = place.freshFolder();
  let database = '';
  let demo: Demo | undefined;
  const run = (...parameters: string[]) =>
    command([...parameters, '--archive', folder], {
      now: time.now,
      env: { BACKISSUE_DATABASE_URL: database },
    });
  const query = async (text: string) => {
    const client = new Client({ connectionString: database });
    await client.connect();
    await client.query(text);
    await client.end();
  };

  beforeAll(async () => {
    database = await databaseFor(folder);
    const archive = await openForTest(folder, time.now, { database });
    demo = await followedDemo(archive, time.now);
    await archive.fetch();
    await archive.close();
  });
  afterAll(() => demo?.close());

  it('has captures, keys and the lock in its folder, and no catalogue', () => {
    expect(existsSync(join(folder, 'captures'))).toBe(true);
    expect(existsSync(join(folder, 'lock.sqlite'))).toBe(true);
    expect(readdirSync(folder)).not.toContain('backissue.sqlite');
  });

  it('is read and searched by commands, on a machine without its folder too', async () => {
    const { articles } = (await run('stats', '--json')).json();
    expect(articles).toBeGreaterThan(5);
    const away = ['--archive', place.freshFolder(), '--database', database];
    const found = await command(['search', 'harbour', '--json', ...away]);
    expect(found.code).toBe(0);
    expect(found.json()).toMatchObject({ total: expect.any(Number) });
    expect(found.out).toContain('<mark>');
  });

  it('is looked over by doctor, with its server, its tables, its clock and settings that bite', async () => {
    const { code, out } = await run('doctor');
    expect(code).toBe(0);
    expect(out).toMatch(
      /all well\.\nThe catalogue is in postgres:\/\/\S+ \(PostgreSQL \d+\.\d+\), its tables as of \d{3}-\S+; its clock is [\d.]+ s (?:ahead of|behind) this machine's\./,
    );
    // The clock of these tests is none of this world, and the server of the tests waits for no disk.
    expect(out).toMatch(
      / {2}database: its clock is [\d.]+ s \S+.*, and leases end by time; have both/,
    );
    const now = await command(['doctor', '--json', '--archive', folder, '--database', database]);
    const { ok, database: told } = now.json() as never as DoctorReport;
    expect(ok).toBe(true);
    expect(Math.abs(told?.clockAheadMs ?? Infinity)).toBeLessThan(1000);
    expect(told?.says.join()).not.toContain('clock');
  });

  it('is told what bites: a time limit of statements', async () => {
    const hasty = `${database}%20-cstatement_timeout%3D5000`;
    const { out } = await command(['doctor', '--archive', folder, '--database', hasty]);
    expect(out).toContain('database: statement_timeout is 5000 ms, which takedowns and indexes');
  });

  it('is refused where its encoding does not hold all writing', async () => {
    await query("create database latin encoding 'SQL_ASCII' template template0").catch(() => {});
    const latin = new URL(postgres());
    latin.pathname = '/latin';
    await expect(
      openForTest(place.freshFolder(), time.now, { database: latin.href }),
    ).rejects.toThrow('its encoding is SQL_ASCII, which does not hold all writing; make one with');
    await query('drop database latin');
  });

  it('is captured into by one process in a folder, and edited beside it', async () => {
    const capturing = await openForTest(folder, time.now, { database });
    await expect(openForTest(folder, time.now, { database })).rejects.toThrow('is in use by');
    const editing = await openForTest(folder, time.now, { database, mode: 'edit' });
    const [first] = await editing.sources();
    await editing.unfollow(first?.source.id ?? '');
    await editing.close();
    expect((await capturing.source(first?.source.id ?? '')).source.state).toBe('unfollowed');
    await capturing.close();
  });

  it('shows its host and name among the settings, and no password', async () => {
    const { out } = await command(['config', '--database', 'postgres://me:secret@db.test/news']);
    expect(out).toMatch(/BACKISSUE_DATABASE_URL +postgres:\/\/db\.test\/news +\[--database\]/);
    expect(out).not.toContain('secret');
    const cut = await command(['config', '--database', 'postgres://me:12/secret@db.test/news']);
    expect(cut.out).toMatch(/BACKISSUE_DATABASE_URL +set /);
  });

  it('is not taken for another: captures beside an empty database are refused', async () => {
    const other = await databaseFor('empty');
    await expect(openForTest(folder, time.now, { database: other })).rejects.toThrow(
      /there are captures here but the catalogue in postgres:\/\/\S+ is empty; make it of them with backissue rebuild/,
    );
  });

  it('takes in what a worker captured that was killed before anything was on record', async () => {
    const [fresh, own] = [place.freshFolder(), await databaseFor('killed at first')];
    await (await openForTest(fresh, time.now, { database: own })).close();
    cpSync(join(folder, 'captures'), join(fresh, 'captures'), { recursive: true });
    const archive = await openForTest(fresh, time.now, { database: own });
    expect((await archive.stats()).articles).toBeGreaterThan(5);
    expect((await archive.doctor()).faults).toEqual([]);
    await archive.close();
  });

  it('is not written by a version older than its tables', async () => {
    const newer = await databaseFor('newer');
    const archive = await openForTest(place.freshFolder(), time.now, { database: newer });
    await archive.close();
    const client = new Client({ connectionString: newer });
    await client.connect();
    await client.query("insert into kysely_migration values ('999-later', '')");
    await client.end();
    for (const mode of ['read', 'edit', 'capture'] as const) {
      await expect(
        openForTest(place.freshFolder(), time.now, { database: newer, mode }),
      ).rejects.toThrow(
        /a newer version of Backissue has been at its tables \(999-later\); upgrade it/,
      );
    }
  });

  it('says in a sentence that it may make no tables', async () => {
    await query('drop role if exists nobody_here');
    await query('create role nobody_here login');
    const poor = new URL(await databaseFor('poor'));
    poor.username = 'nobody_here';
    const said = await command(['stats', '--database', poor.href, '--archive', folder]);
    // Who may not use the schema does not see that there is one.
    expect(said.err).toMatch(/^backissue: postgres:\S+: there is no archive here/);
    const follow = openForTest(place.freshFolder(), time.now, { database: poor.href });
    await expect(follow).rejects.toThrow(/there is no schema to make tables in|may not do that/);
    await query('drop role nobody_here');
  });

  it('leaves archives in folders of their own alone: a look at an address, the demo', async () => {
    const before = (await run('stats', '--json')).out;
    const shown = await run('demo', '--once', '--editions', '1', '--json');
    expect(shown.code).toBe(0);
    expect((await run('stats', '--json')).out).toBe(before);
  });
});

describe.skipIf(postgres() === '')('an archive whose catalogue moves', () => {
  it('from a database to a file and back, and is opened in one place alone', async () => {
    const folder = place.freshFolder();
    const database = await databaseFor('moving');
    const archive = await openForTest(folder, time.now, { database });
    const demo = await followedDemo(archive, time.now);
    await archive.fetch();
    await archive.close();
    await demo.close();
    const run = (...parameters: string[]) =>
      command([...parameters, '--archive', folder], {
        now: time.now,
        env: { BACKISSUE_DATABASE_URL: database },
      });
    const before = (await run('stats', '--json')).json();
    const move = (from: string, to: string, ...more: string[]) =>
      run('migrate', '--from', from, '--to', to, ...more);
    const home = await move('postgres', 'sqlite');
    expect(home.out).toMatch(/^articles +\d+ rows +\d+ written {2}[0-9a-f]{16}$/m);
    expect(home.out).toContain('From now on open the archive without --database');
    expect((await run('stats')).err).toMatch(/its catalogue moved to \S+backissue\.sqlite at /);
    const without = await command(['stats', '--json', '--archive', folder]);
    expect(without.json()).toMatchObject({
      articles: before['articles'],
      revisions: before['revisions'],
    });
    const there = await move('sqlite', 'postgres', '--json');
    expect(there.json()['tables']).toContainEqual(
      expect.objectContaining({ table: 'articles', written: 0 }),
    );
    const stale = await command(['stats', '--archive', folder]);
    expect(stale.err).toContain('its catalogue has moved to a database; name that with --database');
    expect((await run('stats', '--json')).json()).toMatchObject({ articles: before['articles'] });
    expect((await move('sqlite', 'mysql')).code).toBe(2);
  });

  it('and takes along by which key its ledger is signed', async () => {
    const folder = place.freshFolder();
    const database = await databaseFor('moving-ledger');
    const demo = await startDemo({ now: time.now });
    const at = (where: string, ...more: string[]) => [...more, '--archive', where];
    const there = { now: time.now, env: { BACKISSUE_DATABASE_URL: database } };
    const feed = Object.values(demo.outlets[0]?.feeds ?? {})[0] ?? '';
    const follow = ['follow', feed, '--allow-private'];
    expect((await command(at(folder, ...follow), { now: time.now })).code).toBe(0);
    await command(at(folder, 'fetch'), { now: time.now });
    await demo.close();
    const signed = (await command(at(folder, 'ledger', '--json'), { now: time.now })).json();
    expect(signed['size']).toBeGreaterThan(0);
    const move = at(folder, 'migrate', '--from', 'sqlite', '--to', 'postgres');
    expect((await command(move, there)).code).toBe(0);
    const after = (await command(at(folder, 'ledger', '--json'), there)).json();
    expect(after).toMatchObject({ vkey: signed['vkey'], size: signed['size'] });
    // Another host has no key, and makes none of its own.
    const other = place.freshFolder();
    await command(at(other, 'fetch'), there);
    expect(readdirSync(other)).not.toContain('key');
  });
});

describe('an archive whose database cannot be had', () => {
  it.each([
    ['postgres://me:secret@127.0.0.1:1/news', 'the database cannot be reached; start it'],
    ['postgres://me:secret@nowhere.invalid/news', 'the database cannot be reached; start it'],
    ['mysql://me:secret@127.0.0.1/news', 'The database is named by a URL like postgres://'],
    ['postgres://me:12/secret@127.0.0.1/news', 'write these signs of a user name or password as'],
  ])('is told of in a sentence without the password: %s', async (url, says) => {
    const folder = place.freshFolder();
    for (const name of ['stats', 'fetch']) {
      const { code, err } = await command([name, '--database', url, '--archive', folder]);
      expect(code).toBe(1);
      expect(err).toContain(says);
      expect(err).not.toContain('secret');
      expect(err.trim().split('\n')).toHaveLength(1);
    }
  });

  it('is not read from a file that lies in its folder', async () => {
    const folder = place.freshFolder();
    mkdirSync(folder);
    writeFileSync(join(folder, 'url'), 'postgres://127.0.0.1:1/news\n');
    const { err } = await command(['stats', '--archive', folder], {
      env: { BACKISSUE_DATABASE_URL_FILE: join(folder, 'url') },
    });
    expect(err).toContain('postgres://127.0.0.1:1/news: the database cannot be reached');
  });
});
