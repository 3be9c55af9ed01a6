import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { errorFrom } from '../model/index.ts';

/** Nothing but fetches writes here, so what carries these names is of one that was killed. */
const leftNames = /^tmp_|\.(?:lock|keep)$/;

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
 * Removes what fetches that were killed left in a repository, and packs but those that are kept. What they had not
 * brought to its end is of no use: git asks for it anew.
 */
export async function clearLeft(repository: string, kept: ReadonlySet<string>): Promise<void> {
  for (const { name, path } of await filesIn(repository)) {
    const isOfPack = /^pack-.*\.(?:pack|idx|rev|mtimes|bitmap)$/.test(name);
    const isOurs = kept.has(name.replace(/\.[a-z]+$/, '.pack'));
    if (leftNames.test(name) || (isOfPack && !isOurs)) await rm(path, { force: true });
  }
}

async function filesIn(folder: string): Promise<readonly HeldFile[]> {
  const options = { recursive: true, withFileTypes: true } as const;
  const entries = (await unlessGone(folder, () => readdir(folder, options))) ?? [];
  return entries
    .filter((entry) => entry.isFile())
    .map(({ name, parentPath }) => ({ name, path: join(parentPath, name) }));
}

async function unlessGone<Found>(
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
