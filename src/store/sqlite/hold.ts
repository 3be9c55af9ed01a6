import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { ArchiveError, errorFrom } from '../../model/index.ts';

/** Held while one process writes captures into an archive; freed by `release` or by its death. */
export interface ArchiveHold {
  release(): void;
}

/**
 * Takes the archive's lock. The operating system frees it when the process dies, however it dies,
 * because it is an exclusive transaction on a small SQLite file. Waits up to `waitMs`, then throws
 * ArchiveError `conflict` that tells who holds it. `says` is what is written beside it for others:
 * process and command; a function for it is called once the lock is held.
 */
export function holdArchive(
  folder: string,
  says: string | (() => string),
  waitMs: number,
): ArchiveHold {
  const hold = holdFiles(join(folder, 'lock'), says, waitMs);
  if ('holds' in hold) return hold.holds;
  throw new ArchiveError(
    'conflict',
    `${folder} is in use by ${whoHolds(folder) ?? 'another process'}; wait for it to end or stop it.`,
    { cause: hold.busy },
  );
}

/**
 * Holds a path in the same way, by `<path>.sqlite` and `<path>.holder`, without waiting; undefined where it is held
 * already, by this process or another. The first of these files stays: one that is taken away under somebody who
 * waits for it would be two locks.
 */
export function holdIfFree(path: string, says: string): ArchiveHold | undefined {
  const hold = holdFiles(path, says, 0);
  return 'holds' in hold ? hold.holds : undefined;
}

function holdFiles(
  path: string,
  says: string | (() => string),
  waitMs: number,
): { readonly holds: ArchiveHold } | { readonly busy: unknown } {
  const lock = opened(`${path}.sqlite`, waitMs);
  try {
    // The classic journal and no WAL: an exclusive transaction then also shuts out readers of it.
    lock.exec('begin exclusive');
  } catch (error) {
    lock.close();
    const code = error instanceof Sqlite.SqliteError ? error.code : '';
    if (code.startsWith('SQLITE_BUSY')) return { busy: error };
    throw errorFrom(error, `${path}.sqlite`);
  }
  const text = told(says, lock);
  const note = `${path}.holder`;
  try {
    writeFileSync(note, `${text}\n`);
  } catch {
    // A full disk: others are not told who holds it, but it is held.
  }
  return {
    holds: {
      release() {
        rmSync(note, { force: true });
        lock.exec('rollback');
        lock.close();
      },
    },
  };
}

/** Where it cannot be told, the lock is free again. */
function told(says: string | (() => string), lock: Sqlite.Database): string {
  try {
    return typeof says === 'string' ? says : says();
  } catch (error) {
    lock.close();
    throw error;
  }
}

function opened(file: string, waitMs: number): Sqlite.Database {
  try {
    return new Sqlite(file, { timeout: waitMs });
  } catch (error) {
    throw errorFrom(error, file);
  }
}

/** What the process that holds the archive says of itself; undefined when none does or none says. */
export const whoHolds = (folder: string): string | undefined => whoHoldsPath(join(folder, 'lock'));

/** The same of a path that is held. */
export function whoHoldsPath(path: string): string | undefined {
  try {
    return readFileSync(`${path}.holder`, 'utf8').trim() || undefined;
  } catch {
    // No note: nobody holds it, or it was taken this very moment.
    return undefined;
  }
}
