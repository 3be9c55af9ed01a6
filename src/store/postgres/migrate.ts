import { sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { ArchiveError } from '../../model/index.ts';
import { findTables, removedTables, sketchTables } from '../finder/index.ts';
import { digestTables } from '../sql/digests.ts';
import { hookTables } from '../sql/hooks.ts';
import { migrations } from '../sql/migrations.ts';
import { savedTables } from '../sql/saved-searches.ts';
import type { Database } from '../sql/schema.ts';
import { blockTables, turnTables } from './postgres-tables.ts';

/** One line for all engines: what makes tables is said in PostgreSQL's way on the way there. */
const line = () =>
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
 * Brings the tables up to this version, in the schema that comes first in the path, each migration in a
 * transaction of its own: others read on, and wait no longer than one takes. Of several that open it at
 * once, one migrates and the others wait. Throws ArchiveError `conflict` where a newer version has been
 * at them.
 */
export async function migrate(db: Database, name: string): Promise<void> {
  const steps = line();
  const done = await migrated(db);
  refuseNewer(done, name);
  // Nothing is locked and no right to make tables is wanted where there is nothing to do.
  if (done !== undefined && Object.keys(steps).every((one) => done.has(one))) return;
  const { rows } = await sql<{ schema: string | null }>`
    select current_schema() as schema`.execute(db);
  const migrationTableSchema = rows[0]?.schema ?? 'public';
  const provider = { getMigrations: async () => steps };
  const migrator = new Migrator({ db, provider, migrationTableSchema });
  for (;;) {
    const { error, results } = await migrator.migrateUp();
    if (error !== undefined) throw error;
    if (results === undefined || results.length === 0) return;
  }
}

/** Throws ArchiveError where the tables are not those of this version: who only reads makes none. */
export async function requireMigrated(db: Database, name: string): Promise<void> {
  const done = await migrated(db);
  if (done === undefined) {
    throw new ArchiveError(
      'not-found',
      `${name}: there is no archive in this database; follow a source first, or name another one.`,
    );
  }
  refuseNewer(done, name);
  const missing = Object.keys(line()).find((one) => !done.has(one));
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
  const known = new Set(Object.keys(line()));
  const newer = [...(done ?? [])].find((one) => !known.has(one));
  if (newer === undefined) return;
  throw new ArchiveError(
    'conflict',
    `${name}: a newer version of Backissue has been at its tables (${newer}); upgrade it on this machine too.`,
  );
}
