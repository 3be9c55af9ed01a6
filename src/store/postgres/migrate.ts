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

/** Brings the tables up to this version, in the schema that comes first in the path. */
export async function migrate(db: Database): Promise<void> {
  const { rows } = await sql<{ schema: string }>`select current_schema() as schema`.execute(db);
  const provider = { getMigrations: async () => line() };
  const migrationTableSchema = rows[0]?.schema ?? 'public';
  const { error } = await new Migrator({ db, provider, migrationTableSchema }).migrateToLatest();
  if (error !== undefined) throw error;
}

/** Throws ArchiveError where the tables are not those of this version: who only reads makes none. */
export async function requireMigrated(db: Database, name: string): Promise<void> {
  const { rows } = await sql<{ there: boolean }>`
    select to_regclass('kysely_migration') is not null as there`.execute(db);
  if (rows[0]?.there !== true) {
    throw new ArchiveError(
      'not-found',
      `${name}: there is no archive in this database; follow a source first, or name another one.`,
    );
  }
  const done = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  const names = new Set(done.rows.map((row) => row.name));
  const missing = Object.keys(line()).find((one) => !names.has(one));
  if (missing === undefined) return;
  throw new ArchiveError(
    'conflict',
    `${name}: its tables are of an older version (${missing} is missing); backissue fetch or backissue serve brings them up to this one.`,
  );
}
