import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ArchiveError, errorFrom } from '../model/index.ts';
import { holdArchive } from '../store/sqlite/index.ts';
import { syncFolder } from '../warc/index.ts';
import { manifestIn } from './backup-archive.ts';
import { type BackupFile, type BackupManifest, filesOf } from './backup-manifest.ts';
import { copyBytes } from './copy-bytes.ts';
import { unfinishedRestore as unfinished } from './open-catalogue.ts';

/** How a backup is restored. */
interface RestoreOptions {
  /** The database that the catalogue is brought back into by others; unset: it comes from the backup. */
  readonly database?: string;
  readonly pid?: number;
  /** How long to wait for another process that holds the folder, in ms; default 10000. */
  readonly waitMs?: number;
}

/**
 * Copies a backup into an empty folder, every byte checked against its list; the catalogue comes
 * last, so that an interrupted restore is never taken for an archive: running it again begins anew.
 * The folder is held meanwhile. The caller opens the archive then, which settles what a crash would
 * leave. Throws ArchiveError: `conflict` for a folder that holds anything or that another process
 * holds, `not-found` without a whole backup, `corrupt` when a file of it is not as it was copied.
 */
export async function restoreArchive(
  backup: string,
  folder: string,
  { pid = process.pid, waitMs = 10_000, database }: RestoreOptions = {},
): Promise<{ readonly files: number; readonly bytes: number }> {
  const manifest = await manifestIn(backup);
  refuseOtherPlace(backup, manifest, database);
  try {
    await mkdir(folder, { recursive: true });
    // Before the lock too, whose file is to lie in no folder of somebody else's.
    await restorableNames(folder);
    const hold = holdArchive(folder, `process ${pid} (backissue restore)`, waitMs);
    try {
      await restoreAll(backup, folder, manifest);
    } finally {
      hold.release();
    }
  } catch (thrown) {
    throw errorFrom(thrown, folder);
  }
  const files = filesOf(manifest);
  return { files: files.length, bytes: files.reduce((sum, { length }) => sum + length, 0) };
}

/** What the archive's catalogue was in, it is brought back into. */
function refuseOtherPlace(
  backup: string,
  { catalogue }: BackupManifest,
  database: string | undefined,
): void {
  if ((catalogue === undefined) === (database !== undefined)) return;
  throw new ArchiveError(
    'conflict',
    catalogue === undefined
      ? `${backup}: it holds captures alone, for the catalogue was in a database; bring that back with pg_restore and name it with --database.`
      : `${backup}: it holds the catalogue as a file; restore it without --database.`,
  );
}

async function restoreAll(
  backup: string,
  folder: string,
  { catalogue, captures, stamps = [] }: BackupManifest,
): Promise<void> {
  await prepare(folder);
  for (const one of captures) await restored(backup, one, join(folder, one.file));
  // Their list stands last: it names nothing that is not there.
  for (const one of stamps) await restored(backup, one, join(folder, one.of));
  await mkdir(join(folder, 'captures'), { recursive: true });
  if (catalogue !== undefined) {
    const part = join(folder, 'backissue.sqlite.restoring');
    await restored(backup, catalogue, part);
    await rename(part, join(folder, 'backissue.sqlite'));
  }
  await rm(join(folder, unfinished));
  await syncFolder(folder);
}

async function prepare(folder: string): Promise<void> {
  const names = await restorableNames(folder);
  await writeFile(join(folder, unfinished), 'A restore has begun here and has not ended.\n');
  for (const name of names) {
    if (name !== unfinished) await rm(join(folder, name), { recursive: true, force: true });
  }
}

/** What lies in a folder beside the lock: nothing, or what a restore before left. */
async function restorableNames(folder: string): Promise<readonly string[]> {
  const names = (await readdir(folder)).filter((name) => !/^lock\.(?:sqlite|holder)/.test(name));
  if (names.length === 0 || names.includes(unfinished)) return names;
  throw new ArchiveError(
    'conflict',
    `${folder}: a backup is restored into an empty folder only; name another one with --archive.`,
  );
}

/** What to do about a backup that is damaged: there is no archive that could be looked over. */
const mend = 'restore from another backup or a mirror';

async function restored(backup: string, one: BackupFile, to: string): Promise<void> {
  const from = join(backup, one.file);
  const found = existsSync(from)
    ? await copyBytes({ place: backup, file: one.file }, to, { length: one.length, mend })
    : 'nothing';
  if (found === one.sha256) return;
  throw new ArchiveError('corrupt', `${from}: it is not what was backed up; ${mend}.`);
}
