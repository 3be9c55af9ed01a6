import { createHash } from 'node:crypto';
import { createReadStream, lstatSync, readdirSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
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
  for await (const lying of filesBelow(folder, paths)) {
    for (const file of lying) {
      const before = known.get(file.path);
      const isSame = before?.size === file.size && before.changedAt === file.changedAt;
      const sha256 = isSame ? before.sha256 : await digestOf(join(folder, file.path));
      found.push(isSame ? before : { ...file, sha256 });
    }
  }
  return found.sort(inOrder);
}

const begins = ['index.html', 'search/index.js', 'feed.xml', 'rss.xml', 'feed.json'];

/** Which of the files are sent when those of the stage before are all there. */
export const stageOf = ({ path }: SiteFile): number =>
  path.endsWith('/checkpoint') ? 2 : begins.includes(path) ? 1 : 0;

const inOrder = (one: SiteFile, other: SiteFile): number =>
  stageOf(one) - stageOf(other) || (one.path < other.path ? -1 : 1);

/** Files at these paths, those of a folder at a time; links are none. */
async function* filesBelow(
  root: string,
  paths: readonly string[],
): AsyncGenerator<Omit<SiteFile, 'sha256'>[]> {
  const waiting = [...paths];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const found = lookedAt(root, path);
    waiting.push(...found.folders);
    yield found.files;
    // Asked for one by one in other threads, ten thousands of files take ten times as long.
    await turn();
  }
}

function lookedAt(root: string, path: string) {
  const files: Omit<SiteFile, 'sha256'>[] = [];
  const folders: string[] = [];
  // What cannot be looked at is not gone: it would be removed from every copy.
  const there = statOf(join(root, path));
  if (there?.isFile()) files.push({ path, size: there.size, changedAt: there.mtimeMs });
  if (!there?.isDirectory()) return { files, folders };
  for (const entry of readdirSync(join(root, path), { withFileTypes: true })) {
    const at = `${path}/${entry.name}`;
    if (entry.isDirectory()) folders.push(at);
    if (!entry.isFile() || entry.name.startsWith('.') || entry.name.endsWith('.tmp')) continue;
    const file = statOf(join(root, at));
    if (file !== undefined) files.push({ path: at, size: file.size, changedAt: file.mtimeMs });
  }
  return { files, folders };
}

/** Undefined where nothing is. */
function statOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (thrown) {
    const error = errorFrom(thrown, path);
    if (error.code === 'not-found') return undefined;
    throw error;
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
