import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { errorFrom } from '../model/index.ts';

/** A file of a site as it lies in its folder. */
export interface SiteFile {
  /** From the site's root, parted by slashes. */
  readonly path: string;
  readonly size: number;
  /** ms since 1970; with the size it tells that a file was not written since. */
  readonly changedAt: number;
  /** Hex. */
  readonly sha256: string;
}

/** One that lies at a copy, of which nobody can tell what it holds: no file here is the same. */
export const untold = (path: string): SiteFile => ({ path, size: -1, changedAt: 0, sha256: '' });

/**
 * The files of a site below these of its paths, in the order in which they are sent: what others lead to first,
 * then the pages a reader begins with, checkpoints of ledgers last, so that whoever reads meanwhile finds
 * whatever one speaks of. Those that `known` has as they lie are not read.
 */
export async function siteFiles(
  folder: string,
  paths: readonly string[],
  known: ReadonlyMap<string, SiteFile>,
): Promise<SiteFile[]> {
  const found: SiteFile[] = [];
  for (const path of paths) {
    for await (const one of filesBelow(folder, path)) {
      const { size, mtimeMs } = await lstat(join(folder, one));
      const before = known.get(one);
      const isSame = before?.size === size && before.changedAt === mtimeMs;
      found.push(
        isSame
          ? before
          : { path: one, size, changedAt: mtimeMs, sha256: await digestOf(join(folder, one)) },
      );
    }
  }
  return found.sort((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1));
}

const begins = ['index.html', 'search/index.js', 'feed.xml', 'rss.xml', 'feed.json'];

/** Which of the files are sent when those of the stage before are all there. */
export const stageOf = ({ path }: SiteFile): number =>
  path.endsWith('/checkpoint') ? 2 : begins.includes(path) ? 1 : 0;

const orderOf = (file: SiteFile): string => `${stageOf(file)} ${file.path}`;

/** Files at a path; links are none. */
async function* filesBelow(folder: string, path: string): AsyncGenerator<string> {
  const there = await lstat(join(folder, path)).catch((thrown: unknown) => {
    // What cannot be looked at is not gone: it would be removed from every copy.
    const error = errorFrom(thrown, join(folder, path));
    if (error.code !== 'not-found') throw error;
  });
  if (there?.isFile()) yield path;
  if (!there?.isDirectory()) return;
  for (const entry of await readdir(join(folder, path), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name.startsWith('.') || entry.name.endsWith('.tmp')) continue;
    const full = join(entry.parentPath, entry.name);
    yield full.slice(join(folder, '.').length + 1).replaceAll('\\', '/');
  }
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk);
  } catch (thrown) {
    throw errorFrom(thrown, path);
  }
  return hash.digest('hex');
}
