import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { errorFrom } from '../model/index.ts';

/** Nobody else is at work in a repository while one fetches, so what carries these names is of one that was killed. */
const leftNames = /^tmp_|^\.tmp-|\.(?:lock|keep)$/;
/** What the folders of single fetches are called, before what is each one's own. */
const apartPrefix = 'incoming-';

interface HeldFile {
  readonly name: string;
  readonly path: string;
}

/** How many bytes lie below a folder; files that go while it is looked at count as none. */
export async function bytesIn(folder: string): Promise<number> {
  let bytes = 0;
  for (const { path } of await filesIn(folder)) {
    bytes += (await unlessGone(path, () => stat(path)))?.size ?? 0;
  }
  return bytes;
}

/** The packs of a repository, by name. */
export async function packsIn(objects: string): Promise<ReadonlySet<string>> {
  const names = (await unlessGone(objects, () => readdir(join(objects, 'pack')))) ?? [];
  return new Set(names.filter((name) => name.endsWith('.pack')));
}

/**
 * A folder for one fetch, beside the repository. A git whose parent was killed may be at work for a while; so it can
 * neither write to the repository nor take anything from under a later fetch.
 */
export const folderApart = async (folder: string): Promise<string> =>
  await mkdtemp(join(folder, apartPrefix));

/** Removes a folder, also one that a git whose parent was killed is still writing to. */
export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 10 });
}

/** Removes what was killed left behind: the folders of single fetches, and in the repository what a repacking began. */
export async function clearLeft(folder: string): Promise<void> {
  for (const name of (await unlessGone(folder, () => readdir(folder))) ?? []) {
    if (name.startsWith(apartPrefix)) await removeFolder(join(folder, name));
  }
  const files = await filesIn(join(folder, '.git'));
  const names = new Set(files.map(({ name }) => name));
  for (const { name, path } of files) {
    const [, pack] = /^(pack-.*)\.(?:pack|idx|rev|mtimes|bitmap)$/.exec(name) ?? [];
    const isHalf = pack !== undefined && !(names.has(`${pack}.pack`) && names.has(`${pack}.idx`));
    if (leftNames.test(name) || isHalf) await rm(path, { force: true });
  }
}

async function filesIn(folder: string): Promise<readonly HeldFile[]> {
  const options = { recursive: true, withFileTypes: true } as const;
  const entries = (await unlessGone(folder, () => readdir(folder, options))) ?? [];
  return entries
    .filter((entry) => entry.isFile())
    .map(({ name, parentPath }) => ({ name, path: join(parentPath, name) }));
}

/** What a look at a path gives; undefined where there is nothing there. */
export async function unlessGone<Found>(
  path: string,
  look: () => Promise<Found>,
): Promise<Found | undefined> {
  try {
    return await look();
  } catch (thrown) {
    const fault = errorFrom(thrown, path);
    if (fault.code !== 'not-found') throw fault;
    return undefined;
  }
}
