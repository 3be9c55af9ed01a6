import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { type CaptureBucket, capturesElsewhere } from '../archive/index.ts';
import { ArchiveError, errorFrom, instant, type Now, optional } from '../model/index.ts';
import type { WarcFile } from '../store/index.ts';
import { copyCatalogue, holdArchive } from '../store/sqlite/index.ts';
import { syncFolder } from '../warc/index.ts';
import {
  type BackupFile,
  type BackupManifest,
  filesOf,
  manifestName,
  readManifest,
  writeManifest,
} from './backup-manifest.ts';
import { backUpStamps } from './backup-stamps.ts';
import { copyBytes, digestOf, growCopy, mendArchive } from './copy-bytes.ts';
import { type ArchivePlace, openCatalogue } from './open-catalogue.ts';

export interface BackupOptions extends ArchivePlace {
  /** Where the backup lies: empty, or with an earlier backup, which this one continues. */
  readonly to: string;
  /** The bucket that holds capture files, where one does: what is not in the folder is copied from it. */
  readonly bucket?: CaptureBucket;
  readonly now: Now;
  readonly pid?: number;
  readonly waitMs?: number;
  /** Files of the backup before that are not as its list says: they are copied again whole. */
  readonly damaged?: readonly string[];
}

export interface BackupReport {
  readonly files: number;
  readonly bytes: number;
  /** What had to be copied this time. */
  readonly copiedFiles: number;
  readonly copiedBytes: number;
  /** Files of the backup before that the archive holds no more: a takedown rewrote them. */
  readonly removedFiles: number;
  /** Where the catalogue is in a database: capture files that it knows and that are neither in this folder nor in a bucket. */
  readonly elsewhere?: number;
}

/** Something in a backup that is not as its list says. */
export interface BackupFault {
  readonly file: string;
  readonly message: string;
}

/** Says in a folder that a first backup has begun there and has not ended. */
const begun = 'backup.unfinished';

/** A takedown may rewrite a file between the copy of the catalogue and its own: then once more. */
const tries = 3;

/**
 * Copies an archive while it may be capturing: the catalogue as it is at one moment, then of each
 * capture file as much as that catalogue knows. Capture files only grow, so a further backup copies
 * what is new. The list of files comes last: until then the backup before stays in force, whole. Throws
 * ArchiveError: `not-found` without an archive, `conflict` for a folder that holds other things or
 * that another backup is writing to, `corrupt` when the archive is damaged, and what the disk throws.
 *
 * The time stamps beside the published ledger go along, for nothing makes them again.
 *
 * A catalogue in a database is not copied: of capture files that it knows those in this folder are.
 */
export async function backupArchive(options: BackupOptions): Promise<BackupReport> {
  const { folder, to, database } = options;
  const there = database === undefined ? 'backissue.sqlite' : 'captures';
  if (!existsSync(join(folder, there))) {
    throw new ArchiveError(
      'not-found',
      `${folder}: there is no archive here to back up; name its folder with --archive.`,
    );
  }
  await prepare(folder, to);
  const says = `process ${options.pid ?? process.pid} (backissue backup)`;
  const hold = holdArchive(to, says, options.waitMs ?? 10_000);
  try {
    return await attempt(options, tries);
  } catch (thrown) {
    throw errorFrom(thrown, to);
  } finally {
    hold.release();
  }
}

async function attempt(options: BackupOptions, left: number): Promise<BackupReport> {
  try {
    return await backUp(options);
  } catch (thrown) {
    const isGone = thrown instanceof ArchiveError && thrown.code === 'not-found';
    if (!isGone || left <= 1) throw thrown;
    return await attempt(options, left - 1);
  }
}

/**
 * Nothing of somebody else's is ever mixed with a backup. Ours is a folder with a list, or one where a
 * first backup was begun; an archive that lost its catalogue has a lock and captures too.
 */
async function prepare(folder: string, to: string): Promise<void> {
  try {
    await mkdir(to, { recursive: true });
    const names = await readdir(to);
    const isOurs = names.includes(manifestName) || names.includes(begun);
    if (resolve(to) !== resolve(folder) && !names.includes('backissue.sqlite')) {
      if (isOurs) return;
      if (names.length === 0) {
        await writeFile(join(to, begun), 'A backup has begun here and has not ended.\n');
        return await syncFolder(to);
      }
    }
  } catch (thrown) {
    throw errorFrom(thrown, to);
  }
  throw new ArchiveError(
    'conflict',
    `${to}: there are other things here than a backup; name an empty folder.`,
  );
}

async function backUp(options: BackupOptions): Promise<BackupReport> {
  const { to, now } = options;
  const former = await soundPart(options);
  const at = instant(now());
  const { files, catalogue, elsewhere } = await known(options, at, former);
  const captures: BackupFile[] = [];
  let [copiedFiles, copiedBytes] = [0, 0];
  for (const one of files) {
    const { copy, copied } = await capturesCopy(options, one, former);
    captures.push(copy);
    copiedFiles += copied > 0 ? 1 : 0;
    copiedBytes += copied;
  }
  const { stamps, ...copied } = await backUpStamps(options.folder, to);
  copiedFiles += copied.copiedFiles;
  copiedBytes += copied.copiedBytes;
  const manifest: BackupManifest = {
    ...{ v: 1, at, captures },
    ...(stamps.length > 0 && { stamps }),
    ...(catalogue && { catalogue: await fileOf(to, catalogue) }),
  };
  await writeManifest(to, manifest);
  await rm(join(to, begun), { force: true });
  return {
    files: filesOf(manifest).length,
    bytes: filesOf(manifest).reduce((sum, { length }) => sum + length, 0),
    copiedFiles,
    copiedBytes,
    removedFiles: await removeOthers(to, manifest),
    ...optional('elsewhere', elsewhere),
  };
}

interface Known {
  readonly files: readonly WarcFile[];
  /** The name of the catalogue's copy. */
  readonly catalogue?: string;
  readonly elsewhere?: number;
}

/** The capture files that the catalogue knows at one moment, and its copy where it is a file. */
async function known(
  { folder, to, database, bucket }: BackupOptions,
  at: string,
  former: BackupManifest | undefined,
): Promise<Known> {
  if (database === undefined) {
    const catalogue = freeName(at, new Set([former?.catalogue?.file]));
    await rm(join(to, catalogue), { force: true });
    const file = join(folder, 'backissue.sqlite');
    return { catalogue, files: await copyCatalogue(file, join(to, catalogue)) };
  }
  const store = await openCatalogue({ folder, database }, 'read');
  try {
    const all = await store.warcFiles();
    const files = all.filter(
      ({ file, uploaded }) =>
        existsSync(join(folder, 'captures', file)) || (bucket && uploaded !== undefined),
    );
    return { files, elsewhere: all.length - files.length };
  } finally {
    await store.close();
  }
}

/** The list in force, as far as its files may be built upon. */
async function soundPart({ to, damaged = [] }: BackupOptions): Promise<BackupManifest | undefined> {
  const former = await readManifest(to);
  const sound = former?.captures.filter(({ file }) => !damaged.includes(file));
  return former && sound && { ...former, captures: sound };
}

/** A catalogue's copy never takes the place of the one in force before the list does. */
function freeName(at: string, taken: ReadonlySet<string | undefined>): string {
  const stem = `catalogue-${at.replaceAll(/[-:.]/g, '')}`;
  return taken.has(`${stem}.sqlite`) ? `${stem}-2.sqlite` : `${stem}.sqlite`;
}

async function fileOf(to: string, file: string): Promise<BackupFile> {
  const { size } = await stat(join(to, file));
  const sha256 = await digestOf(join(to, file), size);
  if (sha256 === undefined) throw new TypeError(`${file}: it changed while it was read`);
  return { file, length: size, sha256 };
}

const warcFile = async () => undefined;

async function capturesCopy(
  { folder, to, bucket }: BackupOptions,
  { file, length }: WarcFile,
  former: BackupManifest | undefined,
): Promise<{ readonly copy: BackupFile; readonly copied: number }> {
  const name = `captures/${file}`;
  const captures = join(folder, 'captures');
  const place = bucket
    ? { folder: captures, elsewhere: capturesElsewhere(bucket, { warcFile }) }
    : captures;
  const [from, target] = [{ place, file }, join(to, name)];
  const before = former?.captures.find((one) => one.file === name);
  if (before !== undefined && existsSync(target)) {
    if (before.length === length) return { copy: before, copied: 0 };
    const grown = before.length < length ? await growCopy(from, target, before, length) : undefined;
    if (grown !== undefined) {
      return { copy: { file: name, length, sha256: grown }, copied: length - before.length };
    }
  }
  const sha256 = await copyBytes(from, target, { length, mend: mendArchive });
  return { copy: { file: name, length, sha256 }, copied: length };
}

/** What the list in force does not name: older catalogues, rewritten files, what a kill left. */
async function removeOthers(to: string, manifest: BackupManifest): Promise<number> {
  const named = new Set(filesOf(manifest).map(({ file }) => file));
  let removed = 0;
  for (const entry of await readdir(to, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const file = relative(to, path).replaceAll('\\', '/');
    const isOurs = /^captures\/|^stamps\/|^catalogue-[\dTZ-]+\.sqlite|\.part$/.test(file);
    if (!entry.isFile() || !isOurs || named.has(file)) continue;
    await rm(path, { force: true });
    if (file.endsWith('.warc.gz')) removed += 1;
  }
  return removed;
}

/** Reads a whole backup and compares it with its list. Throws `not-found` when there is no backup. */
export async function verifyBackup(folder: string): Promise<readonly BackupFault[]> {
  const manifest = await manifestIn(folder);
  const faults: BackupFault[] = [];
  for (const { file, length, sha256 } of filesOf(manifest)) {
    const path = join(folder, file);
    const found = existsSync(path) ? await digestOf(path, length) : undefined;
    if (found === sha256) continue;
    const says = existsSync(path) ? 'its bytes are not those that were copied' : 'it is not there';
    faults.push({ file, message: `${path}: ${says}; back up again, best to another disk.` });
  }
  return faults;
}

/** Throws `not-found` for a folder without a whole backup. */
export async function manifestIn(folder: string): Promise<BackupManifest> {
  const manifest = await readManifest(folder);
  if (manifest !== undefined) return manifest;
  throw new ArchiveError(
    'not-found',
    `${folder}: there is no whole backup here (no ${manifestName}); name the folder of one, or make it anew.`,
  );
}
