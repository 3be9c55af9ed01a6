import { sql } from 'kysely';
import { ArchiveError, databaseName, type Instant } from '../../model/index.ts';
import type { CatalogueEnd } from '../migrate/copy-catalogue.ts';
import type { Database } from '../sql/schema.ts';
import { connect } from './connect.ts';
import { databaseFault } from './database-fault.ts';
import { postgresWays } from './engine-ways.ts';
import { migrate, requireMigrated } from './migrate.ts';
import {
  forgetMove,
  type HowFar,
  howFar,
  leaveAs,
  moveOf,
  noteMove,
  refuseMoved,
  refuseWorkers,
} from './moved-catalogue.ts';

/** A catalogue in PostgreSQL that another one is made of. */
export interface CopiedDatabase {
  readonly name: string;
  /** Works on the catalogue as it is at one moment. */
  read<Result>(work: (from: CatalogueEnd) => Promise<Result>): Promise<Result>;
  /** Says that the catalogue lies elsewhere from now on: nobody opens it here any more. Throws ArchiveError
   * `conflict` where somebody has written since it was read. */
  leaveFor(other: string, at: Instant): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens a database to copy its catalogue to `to`. Throws as `openPostgresStore`, read only, and `conflict` while
 * workers are at it; a move to the same place that was interrupted is gone on with.
 */
export async function openCopiedDatabase(
  url: string,
  to: string,
  at: Instant,
): Promise<CopiedDatabase> {
  const name = databaseName(url);
  let copied: HowFar | undefined;
  const db = await opened(url, name, async (fresh) => {
    await requireMigrated(fresh, name);
    const move = await moveOf(fresh);
    if (move?.way !== 'away' || move.other !== to) await refuseMoved(fresh, name);
    await refuseWorkers(fresh, name, at);
  });
  return {
    name,
    read: (work) =>
      db
        .transaction()
        .setIsolationLevel('repeatable read')
        .execute(async (then) => {
          copied = await howFar(then);
          return await work({ db: then, ways: postgresWays(name) });
        }),
    leaveFor: async (other, left) => {
      const move = { way: 'away', other, at: left } as const;
      await leaveAs(db, name, copied ?? (await howFar(db)), move);
    },
    close: () => db.destroy(),
  };
}

/** A database into which a catalogue is copied. */
export interface FilledDatabase {
  readonly name: string;
  readonly end: CatalogueEnd;
  /** Whether filling it began before, and did not end. */
  readonly isBegun: boolean;
  /** It is whole: from now on it may be opened. */
  finish(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens a database to fill it with the catalogue of `other`, and makes its tables; until `finish` nobody
 * opens it as an archive. Throws ArchiveError `conflict` when it holds an archive of its own.
 */
export async function openFilledDatabase(
  url: string,
  other: string,
  at: Instant,
): Promise<FilledDatabase> {
  const name = databaseName(url);
  let isBegun = false;
  const db = await opened(url, name, async (fresh) => {
    const move = await moveOf(fresh);
    isBegun = move?.way === 'into';
    if (move === undefined) await refuseFull(fresh, name);
    await noteMove(fresh, { way: 'into', other, at });
    await migrate(fresh, name);
    // Of a time when the catalogue was here before: more may have been signed since.
    for (const table of ['signed', 'handovers']) {
      await sql`delete from ${sql.table(table)}`.execute(fresh);
    }
  });
  return {
    name,
    isBegun,
    end: { db, ways: postgresWays(name) },
    finish: () => forgetMove(db),
    close: () => db.destroy(),
  };
}

async function opened(
  url: string,
  name: string,
  prepare: (db: Database) => Promise<void>,
): Promise<Database> {
  const db = connect(url);
  try {
    await prepare(db);
    return db;
  } catch (error) {
    await db.destroy();
    throw databaseFault(error, name);
  }
}

/** Tables without anything in them are no archive: whoever looked in before made them. */
async function refuseFull(db: Database, name: string): Promise<void> {
  for (const table of ['sources', 'captures', 'leaves', 'users']) {
    const { rows } = await sql<{ there: boolean }>`
      select to_regclass(${table}) is not null as there`.execute(db);
    if (rows[0]?.there !== true) continue;
    const found = await sql`select 1 from ${sql.table(table)} limit 1`.execute(db);
    if (found.rows.length === 0) continue;
    throw new ArchiveError(
      'conflict',
      `${name}: there is an archive in this database already; name an empty one.`,
    );
  }
}
