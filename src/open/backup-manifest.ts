import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { ArchiveError, errorFrom, type Instant } from '../model/index.ts';
import { syncFolder } from '../warc/index.ts';

/** A file of a backup: how much of it counts, and the SHA-256 of that, in hexadecimal. */
export interface BackupFile {
  /** Relative to the backup's folder, `/` between its parts. */
  readonly file: string;
  readonly length: number;
  readonly sha256: string;
}

/** A time stamp's file, or their list: named in the backup by its digest, in an archive by `of`. */
export interface BackupStamp extends BackupFile {
  /** Relative to the archive's folder. */
  readonly of: string;
}

/** What a backup holds. It is written last: a folder without it is no backup, whatever lies there. */
export interface BackupManifest {
  readonly v: 1;
  readonly at: Instant;
  /** Unset: it is in a database, which has a backup of its own. */
  readonly catalogue?: BackupFile;
  readonly captures: readonly BackupFile[];
  /** The time stamps beside the ledger; unset: there were none. */
  readonly stamps?: readonly BackupStamp[];
}

export const manifestName = 'backup.json';

/** All files that a manifest names. */
export const filesOf = ({
  catalogue,
  captures,
  stamps = [],
}: BackupManifest): readonly BackupFile[] => [
  ...(catalogue === undefined ? [] : [catalogue]),
  ...captures,
  ...stamps,
];

/** The manifest in a folder; undefined where there is none. Throws `corrupt` for one that is damaged. */
export async function readManifest(folder: string): Promise<BackupManifest | undefined> {
  const path = join(folder, manifestName);
  const text = await readFile(path, 'utf8').catch((thrown: unknown) => {
    const error = errorFrom(thrown, path);
    if (error.code !== 'not-found') throw error;
    return undefined;
  });
  if (text === undefined) return undefined;
  const manifest = parsed(text);
  if (manifest !== undefined) return manifest;
  throw new ArchiveError(
    'corrupt',
    `${path}: it is no list of a backup's files, or damaged; make a new backup in another folder.`,
  );
}

/** Puts a manifest in force, durably, in the place of the one before. */
export async function writeManifest(folder: string, manifest: BackupManifest): Promise<void> {
  const path = join(folder, manifestName);
  const fresh = `${path}.part`;
  const handle = await open(fresh, 'w');
  try {
    await handle.writeFile(`${JSON.stringify(manifest, null, 1)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(fresh, path);
  await syncFolder(folder);
}

function parsed(text: string): BackupManifest | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isManifest(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isManifest(value: unknown): value is BackupManifest {
  if (typeof value !== 'object' || value === null) return false;
  const {
    v,
    at,
    catalogue,
    captures,
    stamps = [],
  } = value as Partial<Record<keyof BackupManifest, unknown>>;
  const files = Array.isArray(captures)
    ? [...(catalogue === undefined ? [] : [catalogue]), ...captures]
    : [undefined];
  const isWhole = Array.isArray(stamps) && stamps.every(isStamp);
  return v === 1 && typeof at === 'string' && files.every(isFile) && isWhole;
}

const isStamp = (value: unknown): value is BackupStamp =>
  isFile(value) && 'of' in value && /^ledger\/stamp\/\w[\w.]*$/.test(String(value.of));

/** A name that leads out of the folder is none of ours. */
function isFile(value: unknown): value is BackupFile {
  if (typeof value !== 'object' || value === null) return false;
  const { file, length, sha256 } = value as Partial<Record<keyof BackupFile, unknown>>;
  return (
    typeof file === 'string' &&
    !/(?:^|[\\/])\.\.(?:[\\/]|$)|^[\\/]|^$|\0/.test(file) &&
    Number.isSafeInteger(length) &&
    typeof sha256 === 'string' &&
    /^[0-9a-f]{64}$/.test(sha256)
  );
}
