import { join } from 'node:path';
import { errorFrom, instant, type Now } from '../model/index.ts';
import { type CatalogueEnd, type CopiedPart, copyCatalogueInto } from '../store/migrate/index.ts';
import { holdArchive, openCopiedFile, openFilledFile } from '../store/sqlite/index.ts';

export interface MigrateOptions {
  /** The archive's folder, whose captures, key and ledger stay where they are. */
  readonly folder: string;
  /** `postgres://user:password@host:port/database` */
  readonly database: string;
  /** The engine that has the catalogue afterwards. */
  readonly to: 'postgres' | 'sqlite';
  readonly now: Now;
  readonly pid?: number;
  readonly waitMs?: number;
  /** Told of each table that is copied, compared, and the same. */
  readonly onTable?: (table: CopiedPart) => void;
}

export interface Migrated {
  readonly tables: readonly CopiedPart[];
  /** Where the catalogue was before and is kept, in sentences; nobody opens it there any more. */
  readonly kept: string;
  readonly now: string;
}

/**
 * Moves an archive's catalogue from SQLite to PostgreSQL or back, nobody capturing meanwhile. Each table is read
 * again from both in the end, and is to have one digest. After a crash, the same again goes on where it was.
 * Throws ArchiveError: `conflict` when somebody captures into the folder, or the other place holds an
 * archive of its own; `internal` when what was copied is not the same.
 */
export async function migrateCatalogue(options: MigrateOptions): Promise<Migrated> {
  const { folder, pid = process.pid, waitMs = 10_000 } = options;
  const hold = holdArchive(folder, `process ${pid} (backissue migrate)`, waitMs);
  try {
    return await (options.to === 'postgres' ? toPostgres(options) : toSqlite(options));
  } catch (error) {
    throw errorFrom(error, folder);
  } finally {
    hold.release();
  }
}

async function toPostgres(options: MigrateOptions): Promise<Migrated> {
  const file = join(options.folder, 'backissue.sqlite');
  const at = instant(options.now());
  const { openFilledDatabase } = await import('../store/postgres/index.ts');
  const to = await openFilledDatabase(options.database, file, at);
  try {
    const from = await openCopiedFile(file, to.isBegun);
    try {
      const tables = await from.read((end) => copy(options, end, to.end));
      // First the one is set aside, then the other may be opened: never may both be.
      const kept = await from.setAside(at);
      await to.finish();
      return { tables, kept, now: to.name };
    } finally {
      await from.close();
    }
  } finally {
    await to.close();
  }
}

async function toSqlite(options: MigrateOptions): Promise<Migrated> {
  const { openCopiedDatabase } = await import('../store/postgres/index.ts');
  const file = join(options.folder, 'backissue.sqlite');
  const to = await openFilledFile(file);
  try {
    const from = await openCopiedDatabase(options.database, file, instant(options.now()));
    try {
      const tables = await from.read((end) => copy(options, end, to.end));
      await from.leaveFor(file, instant(options.now()));
      await to.finish();
      return { tables, kept: from.name, now: file };
    } finally {
      await from.close();
    }
  } finally {
    await to.close();
  }
}

const copy = ({ onTable }: MigrateOptions, from: CatalogueEnd, to: CatalogueEnd) =>
  copyCatalogueInto(from, to, onTable);
