import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, describe, expect, it } from 'vitest';
import { instant } from '../../model/index.ts';
import { describeEarlier } from '../testing/describe-earlier.ts';
import { describeStore } from '../testing/describe-store.ts';
import { sampleSource } from '../testing/samples.ts';
import { holdArchive, holdIfFree, openSqliteStore, whoHolds, whoHoldsPath } from './index.ts';
import { connect, kysely, migrate, sqliteLine } from './open-sqlite-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'backissue-store-'));
afterAll(() => rmSync(folder, { recursive: true }));

let serial = 0;
const fresh = () => join(folder, `${serial++}.sqlite`);

describeStore('SQLite', () => openSqliteStore({ file: fresh() }));

const line = Object.entries(sqliteLine());
describeEarlier(
  'SQLite',
  line.map(([name]) => name),
  async () => {
    const file = fresh();
    return {
      async begin(migrations) {
        const db = kysely(connect(file, false));
        await migrate(db, file, Object.fromEntries(line.slice(0, migrations)));
        return db;
      },
      open: () => openSqliteStore({ file }),
    };
  },
);

describe('a SQLite catalogue', () => {
  it('is there again after it was closed', async () => {
    const file = fresh();
    const store = await openSqliteStore({ file });
    await store.commit({ sources: [sampleSource] });
    await store.close();
    const again = await openSqliteStore({ file, readOnly: true });
    expect(await again.sources()).toEqual([sampleSource]);
    await expect(again.commit({})).rejects.toThrow('opened for reading only');
    await again.close();
  });

  it('says in a sentence that its search index is not made yet when it is only read', async () => {
    const file = fresh();
    await (await openSqliteStore({ file })).close();
    // As a version wrote it that had another index.
    const connection = new Sqlite(file);
    connection.exec('drop table find_docs');
    connection.close();
    const store = await openSqliteStore({ file, readOnly: true });
    await expect(store.findWords({ clauses: [], limit: 1 })).rejects.toThrow(
      `${file}: its search index has not been made yet; backissue fetch or backissue serve makes it.`,
    );
    await store.close();
  });

  it('has no hooks and no digests where a version wrote it that knew none, when it is only read', async () => {
    const file = fresh();
    await (await openSqliteStore({ file })).close();
    const connection = new Sqlite(file);
    connection.exec('drop table hooks; drop table happenings; drop table digests');
    connection.close();
    const store = await openSqliteStore({ file, readOnly: true });
    expect([await store.hooks(), await store.digests()]).toEqual([[], []]);
    expect(await store.gauges(instant(0))).toMatchObject({ happenings: 0 });
    await store.close();
  });

  it('is refused with its name when it is not a database', async () => {
    const file = fresh();
    writeFileSync(file, 'this is no database, it is a shopping list; '.repeat(100));
    await expect(openSqliteStore({ file })).rejects.toThrow(`${file}: it is not a database`);
  });
});

describe('the hold on an archive', () => {
  it('shuts others out, says who has it, and is free again after release', () => {
    const hold = holdArchive(folder, 'process 7 (backissue serve)', 0);
    expect(() => holdArchive(folder, 'process 8', 20)).toThrow(
      `${folder} is in use by process 7 (backissue serve); wait for it to end or stop it.`,
    );
    hold.release();
    expect(whoHolds(folder)).toBeUndefined();
    holdArchive(folder, 'process 8', 0).release();
  });

  it('is one at a time within a process too, and of each path apart', () => {
    const [one, other] = [join(folder, 'one'), join(folder, 'other')];
    const hold = holdIfFree(one, 'process 7');
    expect([holdIfFree(one, 'process 7'), whoHoldsPath(one)]).toEqual([undefined, 'process 7']);
    holdIfFree(other, 'process 7')?.release();
    // What did not get it has not freed it for others either.
    expect(holdIfFree(one, 'process 7')).toBeUndefined();
    hold?.release();
    const again = holdIfFree(one, 'process 8');
    expect([whoHoldsPath(one), whoHoldsPath(other)]).toEqual(['process 8', undefined]);
    again?.release();
  });
});
