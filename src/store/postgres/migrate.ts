import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { ArchiveError } from '../../model/index.ts';
import { findTables, removedTables, sketchTables } from '../finder/index.ts';
import { digestTables } from '../sql/digests.ts';
import { hookTables } from '../sql/hooks.ts';
import { migrations } from '../sql/migrations.ts';
import { savedTables } from '../sql/saved-searches.ts';
import type { Database } from '../sql/schema.ts';
import { transact } from '../sql/transact.ts';
import { blockTables, turnTables } from './postgres-tables.ts';

/** One line for all engines: what makes tables is said in PostgreSQL's way on the way there. */
export const postgresLine = (): Record<string, Migration> =>
  migrations({
    ord: 'integer primary key autoincrement',
    clustered: 'without rowid',
    words: turnTables,
    finder: [...findTables, ...blockTables],
    saved: savedTables,
    removed: removedTables,
    sketches: sketchTables,
    hooks: hookTables,
    digests: digestTables,
    // Nobody had digests here before.
    digestJournal: [],
    bytes: 'blob',
  });

/**
 * Brings the tables up to this version, in the schema that comes first in the path: those of a new
 * archive in one transaction, later each migration in one of its own, so that others read on and wait no
 * longer than one takes. Of several that open it at once, one migrates and the others wait. `steps`: this
 * version's, unless a test makes the tables of an earlier one. Throws ArchiveError `conflict` where a newer
 * version has been at them.
 */
export async function migrate(db: Database, name: string, steps = postgresLine()): Promise<void> {
  const done = await migrated(db);
  refuseNewer(done, name);
  const missing = Object.entries(steps).filter(([one]) => !done?.has(one));
  // Nothing is locked and no right to make tables is wanted where there is nothing to do.
  if (missing.length === 0) return;
  if (done === undefined) await refuseOtherEncodings(db, name);
  await makeJournal(db);
  const parts = done === undefined ? [missing] : missing.map((one) => [one]);
  for (const part of parts) await transact(db, (at) => take(at, part), 'read committed');
}

/** Takes those of these steps that nobody took meanwhile. */
async function take(at: Database, step: readonly [string, Migration][]): Promise<void> {
  await sql`select id from kysely_migration_lock for update`.execute(at);
  const done = await migrated(at);
  for (const [name, { up }] of step) {
    if (done?.has(name)) continue;
    await up(at);
    await sql`insert into kysely_migration (name, timestamp)
      values (${name}, current_timestamp)`.execute(at);
  }
}

/** Where it stands what was done, and the row that is locked by who migrates: Kysely's migrator has the
 * same tables, and an advisory lock, which some engines that speak this protocol have by name alone. */
const journal = [
  'create table if not exists kysely_migration (name text primary key, timestamp text not null)',
  'create table if not exists kysely_migration_lock (id text primary key)',
  "insert into kysely_migration_lock (id) values ('migration_lock') on conflict do nothing",
];

async function makeJournal(db: Database): Promise<void> {
  for (const statement of journal) {
    // Two that make a table at once may both find it missing; what one made is there for the other.
    await sql
      .raw(statement)
      .execute(db)
      .catch(() => sql.raw(statement).execute(db));
  }
}

/** What a database cannot write down of an article would be found out in the middle of one. */
async function refuseOtherEncodings(db: Database, name: string): Promise<void> {
  const { rows } = await sql<{ encoding: string }>`
    select current_setting('server_encoding') as encoding`.execute(db);
  const encoding = rows[0]?.encoding ?? 'UTF8';
  if (encoding === 'UTF8') return;
  throw new ArchiveError(
    'internal',
    `${name}: its encoding is ${encoding}, which does not hold all writing; make one with encoding 'UTF8' (createdb -T template0 -E UTF8).`,
  );
}

/** Throws ArchiveError where the tables are not those of this version: who only reads makes none. */
export async function requireMigrated(db: Database, name: string): Promise<void> {
  const done = await migrated(db);
  if (done === undefined) {
    throw new ArchiveError(
      'not-found',
      `${name}: there is no archive here; follow a source first, or name another database with --database.`,
    );
  }
  refuseNewer(done, name);
  const missing = Object.keys(postgresLine()).find((one) => !done.has(one));
  if (missing === undefined) return;
  throw new ArchiveError(
    'conflict',
    `${name}: its tables are of an older version (${missing} is missing); backissue fetch or backissue serve brings them up to this one.`,
  );
}

/** The migrations that the tables have behind them; undefined where there are no tables. */
async function migrated(db: Database): Promise<ReadonlySet<string> | undefined> {
  const { rows } = await sql<{ there: boolean }>`
    select to_regclass('kysely_migration') is not null as there`.execute(db);
  if (rows[0]?.there !== true) return undefined;
  const done = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  return new Set(done.rows.map((row) => row.name));
}

function refuseNewer(done: ReadonlySet<string> | undefined, name: string): void {
  const known = new Set(Object.keys(postgresLine()));
  const newer = [...(done ?? [])].find((one) => !known.has(one));
  if (newer === undefined) return;
  throw new ArchiveError(
    'conflict',
    `${name}: a newer version of Backissue has been at its tables (${newer}); upgrade it on this machine too.`,
  );
}
