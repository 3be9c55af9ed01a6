import { ArchiveError } from '../model/index.ts';
import { type Place, runGit, streamGit } from './run-git.ts';

/** What git may ask of memory at once: a small pack may tell of differences that make something huge. */
export const mostAllocated = 256 * 2 ** 20;

/** For commands that read what another has sent. */
export const readingEnvironment = { GIT_ALLOC_LIMIT: String(mostAllocated) };
const seconds = 60;
const ended = [1, 128, 129, -1];

/** A file of a commit by its path; a link or folder is none. See `Git.fileAt`. */
export async function fileAt(
  place: Place,
  { commit, path, most }: { readonly commit: string; readonly path: string; readonly most: number },
): Promise<Uint8Array | undefined> {
  const bounds = { env: readingEnvironment, seconds, answers: ended };
  const args = ['ls-tree', '-z', '--full-tree', '--long', commit, '--', path];
  const { code, stdout, stderr } = await runGit(place, { args, ...bounds });
  if (code !== 0) throw unreadable(path, stderr);
  const [, blob, size] = /^100\d{3} blob ([0-9a-f]{40,64}) +(\d+)\t/.exec(stdout) ?? [];
  if (blob === undefined) return undefined;
  if (Number(size) > most) {
    throw new ArchiveError(
      'refused',
      `${path} has ${size} bytes; more than ${most} are not taken.`,
    );
  }
  const chunks: Buffer[] = [];
  const call = { args: ['cat-file', 'blob', blob], ...bounds };
  for await (const chunk of streamGit(place, call)) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  if (bytes.length !== Number(size)) throw unreadable(path, `it ended after ${bytes.length} bytes`);
  return bytes;
}

function unreadable(path: string, said: string): ArchiveError {
  const why = said || `git did not read it within ${seconds} seconds`;
  const says = `${path} could not be read from the repository that was fetched, and is asked for again: ${why}`;
  return new ArchiveError('unreachable', says);
}
