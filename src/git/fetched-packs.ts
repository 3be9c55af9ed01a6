import { copyFile, mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { packsIn, removeFolder, unlessGone } from './fetched-folder.ts';
import { readingEnvironment } from './file-at.ts';
import { type Place, runGit } from './run-git.ts';

/** Where the newest commit of what is fetched stands. */
export const fetchedRef = 'refs/backissue/fetched';
const repackSeconds = 600;

/** Where the objects of a repository lie. */
export const objectsOf = ({ folder }: Place): string => join(folder, '.git', 'objects');

/** Makes one pack where there are so many, of what the newest commit holds alone. Where that fails, all is asked for anew. */
export async function joinPacks(place: Place, most: number): Promise<void> {
  if ((await packsIn(objectsOf(place))).size < most) return;
  const args = ['repack', '-a', '-d', '-q', '--window=0', '--threads=1'];
  const { code } = await runGit(place, {
    args: ['-c', 'core.bigFileThreshold=32m', '-c', 'repack.writeBitmaps=false', ...args],
    env: readingEnvironment,
    seconds: repackSeconds,
    answers: [1, 128, 129, -1],
  });
  if (code !== 0) await startAnew(place);
}

/**
 * Begins a repository of its own in a folder below that of another, whose objects it sees, and whose newest commit it
 * has: only what is missing there is asked for.
 */
export async function beginApart(place: Place, apart: Place): Promise<void> {
  await begin(apart);
  const info = join(objectsOf(apart), 'info');
  await mkdir(info, { recursive: true });
  // From its objects, so that nothing in the name of a folder can be taken for more than a name.
  await writeFile(join(info, 'alternates'), `${relative(objectsOf(apart), objectsOf(place))}\n`);
  for (const name of ['shallow', fetchedRef]) {
    const to = join(apart.folder, '.git', name);
    await mkdir(dirname(to), { recursive: true });
    const from = join(place.folder, '.git', name);
    await unlessGone(from, () => copyFile(from, to));
  }
}

/**
 * Takes into a repository what was fetched apart, each file at once: packs, then what they are read by, then where
 * histories are cut off, then the newest commit. What ends in between leaves it as it was, or with objects that nothing names.
 */
export async function takeIn(place: Place, apart: Place): Promise<void> {
  const from = join(objectsOf(apart), 'pack');
  const into = join(objectsOf(place), 'pack');
  await mkdir(into, { recursive: true });
  const names = (await unlessGone(from, () => readdir(from))) ?? [];
  const isIndex = (name: string): number => Number(name.endsWith('.idx'));
  for (const name of [...names].sort((one, other) => isIndex(one) - isIndex(other))) {
    await rename(join(from, name), join(into, name));
  }
  for (const name of ['shallow', fetchedRef]) {
    const to = join(place.folder, '.git', name);
    await mkdir(dirname(to), { recursive: true });
    const came = join(apart.folder, '.git', name);
    await unlessGone(came, () => rename(came, to));
  }
}

/** A repository that holds what was fetched and nothing else is made again, empty. */
export async function startAnew(place: Place): Promise<void> {
  await removeFolder(join(place.folder, '.git'));
  await begin(place);
}

async function begin(place: Place): Promise<void> {
  await runGit(place, { args: ['init', '--quiet', '--template=', '--initial-branch=main'] });
}
