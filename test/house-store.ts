import { join, resolve } from 'node:path';
import Sqlite from 'better-sqlite3';
import { Client } from 'pg';
import type { Store } from '../src/store/index.ts';
import { openPostgresStore } from '../src/store/postgres/index.ts';
import { openSqliteStore } from '../src/store/sqlite/index.ts';

/** Whether archives of tests have their catalogue in PostgreSQL: `BACKISSUE_TEST_STORE=postgres`. Tests of
 * what only SQLite has (its file, its damage, backup of it) are skipped by name then. */
export const isOnPostgres = process.env['BACKISSUE_TEST_STORE'] === 'postgres';

/** The database that stands for the catalogue in this folder; none where tests run on SQLite. */
export async function databaseOf(folder: string): Promise<{ readonly database?: string }> {
  return isOnPostgres ? { database: await databaseAt(join(folder, 'backissue.sqlite')) } : {};
}

async function databaseAt(file: string): Promise<string> {
  // Benches use these parts too, and have no Vitest around them.
  const { databaseFor } = await import('./fresh-database.ts');
  return await databaseFor(resolve(file));
}

/** Opens the catalogue in a file, or in the database that stands for it. */
export async function openTestStore({
  file,
  readOnly = false,
}: {
  readonly file: string;
  readonly readOnly?: boolean;
}): Promise<Store> {
  return isOnPostgres
    ? await openPostgresStore({ url: await databaseAt(file), readOnly })
    : await openSqliteStore({ file, readOnly });
}

/** Runs statements on the catalogue of a folder, past its store. */
export async function runSql(folder: string, ...statements: readonly string[]): Promise<void> {
  const { database } = await databaseOf(folder);
  if (database === undefined) {
    const catalogue = new Sqlite(join(folder, 'backissue.sqlite'));
    for (const statement of statements) catalogue.exec(statement);
    catalogue.close();
    return;
  }
  const client = new Client({ connectionString: database });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}
