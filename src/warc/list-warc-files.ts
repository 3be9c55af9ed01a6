import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { errorFrom } from '../model/index.ts';
import { type CapturePlace, folderOf } from './capture-place.ts';

/**
 * The WARC files (`….warc.gz`) of a place, in the folder and below and what lies elsewhere, sorted by path,
 * which is by time; paths are relative with `/`, lengths in bytes. A file that is in both is the
 * folder's. A folder that is not there has none.
 */
export async function listWarcFiles(
  place: CapturePlace,
): Promise<{ file: string; length: number }[]> {
  const files = await filesIn(folderOf(place));
  if (typeof place === 'string') return files;
  const own = new Set(files.map(({ file }) => file));
  for (const { file, length } of await place.elsewhere.list()) {
    if (file.endsWith('.warc.gz') && !own.has(file)) files.push({ file, length });
  }
  return files.sort((one, other) => byCodeUnits(one.file, other.file));
}

async function filesIn(folder: string): Promise<{ file: string; length: number }[]> {
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

function byCodeUnits(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
