import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { ArchiveError, errorFrom } from '../model/index.ts';

/**
 * The WARC files (`….warc.gz`) in a captures folder and below, sorted by path, which is by time;
 * paths are relative with `/`, lengths in bytes. A folder that is not there has none.
 */
export async function listWarcFiles(folder: string): Promise<{ file: string; length: number }[]> {
  try {
    const files: { file: string; length: number }[] = [];
    for (const file of await filesBelow(folder, /\.warc\.gz$/)) {
      files.push({ file, length: (await stat(`${folder}/${file}`)).size });
    }
    return files;
  } catch (thrown) {
    throw errorFrom(thrown, folder);
  }
}

/** The files in a captures folder to which `recoverTail` copied what was torn; as `listWarcFiles`. */
export async function listTornTails(folder: string): Promise<string[]> {
  try {
    return await filesBelow(folder, /\.warc\.gz\.torn-\d+(?:\.\d+)?$/);
  } catch (thrown) {
    throw errorFrom(thrown, folder);
  }
}

const filesBelow = async (folder: string, named: RegExp): Promise<string[]> =>
  (await below(folder, '')).filter((file) => named.test(file)).sort(byCodeUnits);

async function below(folder: string, path: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await entries(folder, path)) {
    const at = path === '' ? entry.name : `${path}/${entry.name}`;
    if (entry.isDirectory()) found.push(...(await below(folder, at)));
    else if (entry.isFile()) found.push(at);
  }
  return found;
}

async function entries(folder: string, path: string): Promise<Dirent[]> {
  try {
    return await readdir(`${folder}/${path}`, { withFileTypes: true });
  } catch (thrown) {
    const error = errorFrom(thrown, folder);
    if (path === '' && error.code === 'not-found') return [];
    throw error;
  }
}

/**
 * The path of a WARC file in a captures folder. Throws ArchiveError(`invalid`) for a name that
 * leads out of the folder.
 */
export function warcPath(folder: string, file: string): string {
  if (/(^|[\\/])\.\.([\\/]|$)|^[\\/]|\0/.test(file) || file === '') {
    throw new ArchiveError(
      'invalid',
      `${JSON.stringify(file)} is no file of the captures folder; name one relative to it.`,
    );
  }
  return `${folder}/${file}`;
}

function byCodeUnits(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
