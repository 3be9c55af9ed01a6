import { setImmediate as turn } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { Kysely, type SqliteDatabase, SqliteDialect, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { ArchiveError, errorFrom } from '../../model/index.ts';
import type { Change } from '../change.ts';
import type { CommitTerms } from '../commit-terms.ts';
import type { Store } from '../contract.ts';
import { findTables, removedTables, sketchTables } from '../finder/index.ts';
import { accounts } from '../sql/accounts.ts';
import { askedReads } from '../sql/asked-reads.ts';
import { catalogueReads } from '../sql/catalogue-reads.ts';
import { checkTerms } from '../sql/check-terms.ts';
import { digestJournal, digestTables } from '../sql/digests.ts';
import { hookTables } from '../sql/hooks.ts';
import { hostClaims } from '../sql/hosts.ts';
import { pollLeases } from '../sql/leases.ts';
import { articleMarks } from '../sql/marks.ts';
import { migrations } from '../sql/migrations.ts';
import { namedAfter } from '../sql/named-after.ts';
import { savedTables } from '../sql/saved-searches.ts';
import type { Database, Tables } from '../sql/schema.ts';
import { workLeases } from '../sql/work-leases.ts';
import { readAtOnce } from './answer-at-once.ts';
import type { Catalogue } from './catalogue.ts';
import { checkCatalogue } from './check.ts';
import { keptStatements } from './kept-statements.ts';
import { leafReadsIn } from './leaf-reads.ts';
import { oldWordTables } from './old-word-tables.ts';
import { removeOthers, scrub } from './scrub.ts';
import { writeAll } from './write-all.ts';
import { writtenBy } from './written-by.ts';

const serial = 'integer primary key autoincrement';

/**
 * Opens the catalogue in a SQLite file, made and migrated as needed. Reads go through a connection
 * of their own, so that they never wait for a write. `readOnly`: the file must be there; `commit`
 * is refused. Throws ArchiveError naming the file.
 */
export async function openSqliteStore(options: {
  readonly file: string;
  readonly readOnly?: boolean;
}): Promise<Store> {
  const { file, readOnly = false } = options;
  return await named(file, async () => {
    const writer = readOnly ? undefined : catalogue(connect(file, false));
    try {
      if (writer !== undefined) await migrate(writer.db, file);
      return storeOver(file, catalogue(connect(file, true)), writer);
    } catch (error) {
      await writer?.db.destroy();
      throw error;
    }
  });
}

export function connect(file: string, readonly: boolean): Sqlite.Database {
  const connection = new Sqlite(file, { readonly, fileMustExist: readonly, timeout: 10_000 });
  try {
    tune(connection, readonly);
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

function tune(connection: Sqlite.Database, readonly: boolean): void {
  if (!readonly) {
    // Of a new file only. Packed words and blocks of the index fill larger pages better.
    connection.pragma('page_size = 8192');
    connection.pragma('journal_mode = wal');
    // FULL: a commit that was acknowledged survives a power cut.
    connection.pragma('synchronous = full');
    // A checkpoint every 32 MB: each costs two more waits for the disk.
    connection.pragma('wal_autocheckpoint = 4000');
  }
  connection.pragma('cache_size = -16000');
  connection.pragma('temp_store = memory');
}

const catalogue = (connection: Sqlite.Database): Catalogue => ({
  db: kysely(keptStatements(connection)),
  connection,
});

/** SQL over a connection, which prepares statements. */
export const kysely = (connection: SqliteDatabase): Database =>
  new Kysely<Tables>({ dialect: new SqliteDialect({ database: connection }) });

/** The migrations as SQLite takes them, by name, in their order. */
export const sqliteLine = (): Record<string, Migration> =>
  migrations({
    ord: serial,
    clustered: 'without rowid',
    words: oldWordTables,
    finder: findTables,
    saved: savedTables,
    removed: removedTables,
    sketches: sketchTables,
    hooks: hookTables,
    digests: digestTables,
    digestJournal,
    bytes: 'blob',
  });

/** Brings the tables up to the last of `steps`: this version's, unless a test makes those of an earlier one. */
export async function migrate(db: Database, file: string, steps = sqliteLine()): Promise<void> {
  const provider = { getMigrations: async () => steps };
  const { error } = await new Migrator({ db, provider }).migrateToLatest();
  if (error !== undefined) throw errorFrom(error, file);
}

/** A store that reads through one connection and writes through another, or the same. */
export function storeOver(
  file: string,
  { db: reader, connection }: Catalogue,
  writing: Catalogue | undefined,
  write: typeof commit = commit,
): Store {
  const reads = {
    ...catalogueReads(reader),
    ...askedReads(file, async (work) => readAtOnce(connection, work)),
    ...leafReadsIn({ db: reader, connection }),
    check: () => checkCatalogue({ db: reader, connection }),
    ...pollLeases(() => writable(file, writing).db),
    ...workLeases(() => writable(file, writing).db),
    ...hostClaims(() => writable(file, writing).db),
    ...accounts(reader, () => writable(file, writing).db),
    ...articleMarks(reader, () => writable(file, writing).db),
    scrub: async () => {
      const own = writable(file, writing);
      removeOthers(file);
      await scrub(own, file);
    },
  };
  return {
    ...namedAfter(file, reads),
    async commit(change, terms = {}) {
      await named(file, () => write(file, writing, change, terms));
      // Nothing here waits for the disk beside others: without this, who commits in a loop keeps all
      // else from running, and the statements made for each commit from being freed.
      await turn();
    },
    async close() {
      if (writing !== undefined) {
        // It makes queries faster and nothing safer: a full disk is no reason to stay open.
        await sql`pragma optimize`.execute(writing.db).catch(() => {});
        await writing.db.destroy();
      }
      if (reader === writing?.db) return;
      await reader.destroy();
      // Kysely closes a connection that it has used, and no other.
      connection.close();
    },
  };
}

async function commit(
  file: string,
  writing: Catalogue | undefined,
  change: Change,
  terms: CommitTerms,
): Promise<void> {
  const { db, connection: own } = writable(file, writing);
  await db.connection().execute(async (connection) => {
    if (change.erased !== undefined) await sql`pragma secure_delete = on`.execute(connection);
    await sql`begin immediate`.execute(connection);
    try {
      await checkTerms(connection, change, terms);
      await writeAll({ db: connection, connection: own }, change, terms);
      await sql`commit`.execute(connection);
    } catch (error) {
      // A full disk has ended the transaction already; what is told is why, not that. One that did
      // stay open refuses the next `begin`.
      await sql`rollback`.execute(connection).catch(() => {});
      writtenBy(own).clear();
      throw error;
    }
  });
}

function writable(file: string, writer: Catalogue | undefined): Catalogue {
  if (writer !== undefined) return writer;
  throw new ArchiveError('internal', `${file}: it was opened for reading only; open it to write.`);
}

async function named<Result>(file: string, act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    throw errorFrom(error, file);
  }
}
