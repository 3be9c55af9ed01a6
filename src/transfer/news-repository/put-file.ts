import { lstat, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ArchiveError, errorFrom } from '../../model/index.ts';

const temporary = '.backissue-export.tmp';
/** Faults that every further file would meet too. */
const hopeless = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EMFILE', 'ENFILE', 'EIO']);

/**
 * Makes a file hold these bytes: writes nothing when it does already, else a temporary file that is
 * renamed into place, so that a reader never sees half a file. Says whether it wrote.
 * Throws the system's error.
 */
export async function putFile(folder: string, path: string, bytes: Uint8Array): Promise<boolean> {
  const target = join(folder, path);
  if (await holds(target, bytes)) return false;
  const draft = join(folder, temporary);
  try {
    await writeFile(draft, bytes);
    await rename(draft, target);
  } catch (thrown) {
    await rm(draft, { force: true });
    throw thrown;
  }
  return true;
}

async function holds(target: string, bytes: Uint8Array): Promise<boolean> {
  const found = await lstat(target).catch(unlessMissing);
  if (found === undefined || !found.isFile() || found.size !== bytes.length) return false;
  return (await readFile(target)).equals(bytes);
}

export async function fileExists(path: string): Promise<boolean> {
  return (await lstat(path).catch(unlessMissing))?.isFile() ?? false;
}

/** Whether two paths are one file, as on disks that take no notice of case. */
export async function sameFile(one: string, other: string): Promise<boolean> {
  const [first, second] = await Promise.all(
    [one, other].map((path) => stat(path, { bigint: true }).catch(unlessMissing)),
  );
  if (first === undefined || second === undefined) return false;
  return first.ino === second.ino && first.dev === second.dev;
}

/** Makes a folder below another; refuses to write through a link. */
export async function ensureFolder(folder: string, path: string): Promise<void> {
  let at = folder;
  for (const part of path.split('/')) {
    at = join(at, part);
    const found = await lstat(at).catch(unlessMissing);
    if (found === undefined) await mkdir(at, { recursive: true });
    else if (!found.isDirectory()) {
      throw new ArchiveError('refused', `${at} is no folder; move it away to export there.`);
    }
  }
}

/** Undefined for a file that is not there; any other fault is thrown. */
export function unlessMissing(thrown: unknown): undefined {
  const code = codeOf(thrown);
  if (code !== 'ENOENT' && code !== 'ENOTDIR') throw thrown;
}

/** Passes a fault on when it is the disk's, not the one file's. */
export function throwIfHopeless(thrown: unknown, path: string): void {
  if (hopeless.has(codeOf(thrown))) throw errorFrom(thrown, path);
}

function codeOf(thrown: unknown): string {
  if (typeof thrown !== 'object' || thrown === null || !('code' in thrown)) return '';
  return String(thrown.code);
}
