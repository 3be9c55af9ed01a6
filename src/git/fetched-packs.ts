import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { packsIn } from './fetched-folder.ts';
import { readingEnvironment } from './file-at.ts';
import { type Place, runGit } from './run-git.ts';

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

/** A repository that holds what was fetched and nothing else is made again, empty. */
export async function startAnew(place: Place): Promise<void> {
  await rm(join(place.folder, '.git'), { recursive: true, force: true });
  await runGit(place, { args: ['init', '--quiet', '--template=', '--initial-branch=main'] });
}
