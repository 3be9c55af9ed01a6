import { readFileSync } from 'node:fs';
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

/** Takes away what the database holds that stands for the catalogue in this folder; the files stay. */
export async function emptyDatabase(folder: string): Promise<void> {
  const { emptyDatabaseFor } = await import('./fresh-database.ts');
  await emptyDatabaseFor(resolve(folder, 'backissue.sqlite'));
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

/** What the catalogue of a folder answers to a query, past its store. */
export async function askSql(folder: string, query: string): Promise<unknown[]> {
  const { database } = await databaseOf(folder);
  if (database === undefined) {
    const catalogue = new Sqlite(join(folder, 'backissue.sqlite'), { readonly: true });
    const all = catalogue.prepare(query).all();
    catalogue.close();
    return all;
  }
  const client = new Client({ connectionString: database });
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(query);
  await client.end();
  return rows;
}

/** All that is written in a catalogue: what lies in its file and the log beside it, or in every row. */
export async function everyRow(file: string): Promise<string> {
  if (!isOnPostgres) {
    return ['', '-wal'].map((end) => readFileSync(`${file}${end}`, 'latin1')).join('\n');
  }
  const client = new Client({ connectionString: await databaseAt(file) });
  await client.connect();
  const tables = await client.query<{ name: string }>(
    'select table_name as name from information_schema.tables where table_schema = current_schema()',
  );
  let text = '';
  for (const { name } of tables.rows) {
    const { rows } = await client.query<{ row: string }>(`select t::text as row from ${name} t`);
    text += rows.map(({ row }) => `${row}\n`).join('');
  }
  await client.end();
  return text;
}
