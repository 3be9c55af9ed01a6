import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseFor, postgres } from './fresh-database.ts';
import { clock, command, followedDemo, openForTest, scratch } from './newspaper.ts';

const place = scratch();
afterAll(place.clear);
const time = clock();

describe.skipIf(postgres() === '')(
  'backup, restore and rebuild of a catalogue in PostgreSQL',
  () => {
    const folder = place.freshFolder();
    const backup = place.freshFolder();
    let database = '';
    let backedUp: Awaited<ReturnType<typeof command>> | undefined;
    const run = (...parameters: string[]) =>
      command(['--archive', folder, ...parameters], {
        now: time.now,
        env: { BACKISSUE_DATABASE_URL: database },
      });
    const stats = async (...at: string[]) => (await run('stats', '--json', ...at)).json();

    beforeAll(async () => {
      database = await databaseFor(folder);
      const archive = await openForTest(folder, time.now, { database });
      const demo = await followedDemo(archive, time.now);
      await archive.fetch();
      demo.publishNextEdition();
      time.pass(3_600_000);
      await archive.fetch({ all: true });
      await archive.close();
      await demo.close();
      backedUp = await run('backup', backup, '--verify');
    });

    it('copies the captures, and says that a dump is to be made of the database', async () => {
      const { code, out = '' } = backedUp ?? {};
      expect(code).toBe(0);
      expect(out).toContain('make a dump of it (pg_dump) before each copy of the captures.');
      expect(out).toContain('Every byte is as it was copied.');
      expect(readdirSync(backup).sort()).toEqual(
        expect.arrayContaining(['backup.json', 'captures', 'lock.sqlite']),
      );
      expect((await run('backup', backup, '--json')).json()).toMatchObject({ copiedBytes: 0 });
    });

    it('counts captures that lie elsewhere', async () => {
      const other = place.freshFolder();
      await openForTest(other, time.now, { database }).then((one) => one.close());
      const done = await run('backup', place.freshFolder(), '--archive', other);
      expect(done.out).toMatch(/\n[1-9]\d* capture files that the catalogue knows are not in this/);
    });

    it('brings the captures back into an empty folder beside the database, and no file for it', async () => {
      const to = place.freshFolder();
      const done = await run('restore', backup, '--archive', to);
      expect(done).toMatchObject({ code: 0, out: expect.stringContaining('all well.') });
      expect(readdirSync(to)).not.toContain('backissue.sqlite');
      const without = await command(['restore', backup, '--archive', place.freshFolder()]);
      expect(without.err).toContain('it holds captures alone, for the catalogue was in a database');
    });

    it('refuses a folder in which a restore has not ended', async () => {
      const to = place.freshFolder();
      await run('restore', backup, '--archive', to);
      writeFileSync(join(to, 'restore.unfinished'), '');
      const { err } = await run('fetch', '--archive', to);
      expect(err).toContain(
        'a restore has begun here and has not ended; run backissue restore again',
      );
    });

    it('makes the catalogue again in an empty database, with the same articles and revisions', async () => {
      const empty = await databaseFor('rebuilt');
      const made = await run('rebuild', '--database', empty, '--json');
      expect(made).toMatchObject({ code: 0, err: '' });
      const { articles, revisions, captures } = await stats();
      expect(await stats('--database', empty)).toMatchObject({ articles, revisions, captures });
      expect((await run('doctor', '--database', empty)).out).toContain('all well');
      expect((await run('search', 'harbour', '--database', empty)).code).toBe(0);
    });

    it('makes none where one is', async () => {
      const before = await stats();
      const { code, err } = await run('rebuild');
      expect([code, err]).toEqual([
        1,
        expect.stringContaining('a catalogue is made again where none is, and an archive is here'),
      ]);
      expect(await stats()).toEqual(before);
    });

    it('is not taken for an archive where a rebuild did not end', async () => {
      const begun = await databaseFor('begun');
      await openForTest(place.freshFolder(), time.now, { database: begun }).then((one) =>
        one.close(),
      );
      const client = new Client({ connectionString: begun });
      await client.connect();
      await client.query("insert into marks (name, value) values ('rebuild', 'begun')");
      await client.end();
      const said = await run('stats', '--database', begun);
      expect(said.err).toContain(
        'a rebuild of it goes on, or was interrupted; wait for it, or run it',
      );
      const again = await run('rebuild', '--database', begun);
      expect(again.err).toContain('an earlier rebuild has not ended here');
    });
  },
);
