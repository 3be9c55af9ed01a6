import { closeSync, existsSync, fsyncSync, openSync, readdirSync, renameSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ArchiveError, errorFrom, type Instant } from '../../model/index.ts';
import type { CatalogueEnd } from '../migrate/copy-catalogue.ts';
import { removeCatalogue } from './catalogue-files.ts';
import { sqliteWays } from './engine-ways.ts';
import { connect, kysely, migrate } from './open-sqlite-store.ts';

/** A catalogue in a file that another one is made of. */
export interface CopiedFile {
  /** Works on the catalogue as it is at one moment. */
  read<Result>(work: (from: CatalogueEnd) => Promise<Result>): Promise<Result>;
  /** Closes it and sets it aside, under a name by which nobody opens it; gives that. */
  setAside(at: Instant): Promise<string>;
  close(): Promise<void>;
}

/**
 * Opens a catalogue to copy it elsewhere, and brings its tables up to this version first. Where it was set aside
 * before all was done, `isBegun`, the one that was set aside last is opened. Throws ArchiveError.
 */
export async function openCopiedFile(file: string, isBegun: boolean): Promise<CopiedFile> {
  const aside = existsSync(file) ? undefined : lastAside(file);
  const path = aside !== undefined && isBegun ? aside : file;
  if (!existsSync(path)) {
    throw new ArchiveError(
      'not-found',
      aside === undefined
        ? `${file}: there is no catalogue here; name the archive's folder with --archive.`
        : `${file}: the catalogue has moved already, and is kept as ${aside}; open the archive with --database.`,
    );
  }
  const connection = connect(path, false);
  const db = kysely(connection);
  await migrate(db, path);
  return {
    read: (work) => db.transaction().execute((at) => work({ db: at, ways: sqliteWays(path) })),
    setAside: async (at) => {
      connection.pragma('wal_checkpoint(truncate)');
      await db.destroy();
      if (path !== file) return path;
      const to = `${file}${moved}${at.replaceAll(/[-:]|\.\d+/g, '')}`;
      renameDurably(file, to);
      return to;
    },
    close: () => db.destroy(),
  };
}

const moved = '.moved-';

/** Where the catalogue of a folder was set aside last; undefined where none was. */
function lastAside(file: string): string | undefined {
  const folder = dirname(file);
  if (!existsSync(folder)) return undefined;
  const stem = `${basename(file)}${moved}`;
  const name = readdirSync(folder)
    .filter((one) => one.startsWith(stem) && /Z$/.test(one))
    .sort()
    .at(-1);
  return name && join(folder, name);
}

/** A file that is being made a catalogue. */
export interface FilledFile {
  readonly end: CatalogueEnd;
  /** Closes it and puts it where archives have their catalogue. */
  finish(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens a file beside `file` to fill it, or goes on with the one that is there. Throws ArchiveError
 * `conflict` when `file` is there.
 */
export async function openFilledFile(file: string): Promise<FilledFile> {
  if (existsSync(file)) {
    throw new ArchiveError(
      'conflict',
      `${file}: there is a catalogue here already; name another folder with --archive, or move it away.`,
    );
  }
  const making = `${file}.migrating`;
  const connection = connect(making, false);
  // The whole is made durable at its end; after a crash of the machine it is compared again.
  connection.pragma('synchronous = normal');
  const db = kysely(connection);
  await migrate(db, making);
  return {
    end: { db, ways: sqliteWays(making) },
    finish: async () => {
      connection.pragma('synchronous = full');
      connection.pragma('wal_checkpoint(truncate)');
      await db.destroy();
      renameDurably(making, file);
      removeCatalogue(making);
    },
    close: () => db.destroy(),
  };
}

function renameDurably(from: string, to: string): void {
  try {
    flush(from);
    renameSync(from, to);
    flush(dirname(to));
  } catch (error) {
    throw errorFrom(error, from);
  }
}

function flush(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
