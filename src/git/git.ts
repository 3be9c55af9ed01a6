import { lstat, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ArchiveError, errorFrom, type Instant, instant } from '../model/index.ts';
import { readBlobs } from './blobs.ts';
import { type Author, type Environment, identityEnvironment } from './environment.ts';
import { type FetchAsk, fetchHead } from './fetch-head.ts';
import { fileAt } from './file-at.ts';
import { readHistory } from './history.ts';
import type { BlobRead, FileChange, HistoryCommit } from './history-types.ts';
import { listFiles, listStaged } from './list-files.ts';
import { removeOldLocks } from './locks.ts';
import { checkName, type PushRemote, pushHead, trackingRef } from './push.ts';
import { type Place, runGit, streamGit } from './run-git.ts';

export type { PushRemote } from './push.ts';

export interface GitOptions {
  /** Default `Backissue <backissue@localhost>`. */
  readonly author?: Author;
  /** The user's environment (PATH, HOME, SSH_AUTH_SOCK …); without it only the usual PATH. */
  readonly env?: Environment;
  /** Seconds one push may take; default 600. */
  readonly pushSeconds?: number;
}

/**
 * What a fetch may take; unless given, 600 seconds, 120 in which nothing comes, and 1 GiB on the disk and in memory.
 * `addresses`: those of the host that is connected to over HTTP, whatever its name is resolved to by then (git 2.37 and later).
 */
export type FetchOptions = Partial<Omit<FetchAsk, 'url'>>;

const fetchBounds: Omit<FetchAsk, 'url'> = {
  ...{ seconds: 600, silentSeconds: 120, mostBytes: 2 ** 30, mostMemory: 2 ** 30 },
  addresses: [],
};

/**
 * One folder's repository. Every method throws ArchiveError (`internal` when git is not installed
 * or fails). No hook, pager, signer or prompt of anybody's configuration ever runs.
 */
export interface Git {
  /** Makes the folder and an empty repository in it; does nothing to one that is there. */
  init(branch?: string): Promise<void>;
  /** Whether the folder itself is a repository (not merely inside of one); bare ones count. */
  isRepository(): Promise<boolean>;
  /** Stages what these files and folders now are, deletions and ignored files included. */
  stageAll(paths: readonly string[]): Promise<void>;
  /** What differs from HEAD in the index. */
  staged(): AsyncIterable<Omit<FileChange, 'blob'>>;
  /** Commits what is staged; undefined when that is nothing. Same tree, parent and `at`: same id. */
  commit(message: string, at: Instant): Promise<string | undefined>;
  /** Pushes HEAD to the branch, never by force; `unreachable` or `conflict` says why it failed. */
  push(remote: PushRemote, branch: string): Promise<void>;
  /** When the oldest commit was made that a remote is not known to hold; undefined when it has all. */
  behindSince(remote: string, branch: string): Promise<Instant | undefined>;
  /** The commit HEAD stands on; undefined before the first. */
  head(): Promise<string | undefined>;
  /** The files of HEAD under these paths (all when none is named), with their object ids. */
  files(paths: readonly string[]): AsyncIterable<{ readonly path: string; readonly blob: string }>;
  /** Every commit reachable from HEAD that touched the paths, oldest first; renames are not guessed. */
  history(paths: readonly string[]): AsyncIterable<HistoryCommit>;
  /** Contents in the order asked, drawn as fast as they are taken. */
  readBlobs(ids: AsyncIterable<string> | Iterable<string>): AsyncIterable<BlobRead>;
  /**
   * Brings the newest commit of a remote's default branch, without its history, into a repository that is for this
   * alone, and is emptied where there is no room otherwise; gives its id. Nothing is checked out. Throws
   * `unreachable`, `refused` past a bound, and `invalid` for an address that git cannot take.
   */
  fetch(url: string, options?: FetchOptions): Promise<string>;
  /** A file of a commit; undefined where there is none. Throws `refused` for one of more than `most` bytes. */
  fileAt(commit: string, path: string, most: number): Promise<Uint8Array | undefined>;
  /** Removes lock files that a killed git left, if older than `before`; returns their names. */
  clearLocks(before: Instant): Promise<readonly string[]>;
}

const ourselves: Author = { name: 'Backissue', email: 'backissue@localhost' };

/** Opens a folder for git; nothing is run or checked before the first call. */
export function openGit(folder: string, options: GitOptions = {}): Git {
  const place: Place = { folder, env: options.env ?? {} };
  return {
    init: (branch) => init(place, branch ?? 'main'),
    isRepository: () => isRepository(place),
    stageAll: (paths) => stageAll(place, paths),
    staged: () => listStaged(place),
    commit: (message, at) => commit(place, message, at, options.author ?? ourselves),
    push: (remote, branch) => pushHead(place, remote, branch, options.pushSeconds ?? 600),
    behindSince: (remote, branch) => behindSince(place, remote, branch),
    head: () => head(place),
    files: (paths) => files(place, paths),
    history: (paths) => history(place, paths),
    readBlobs: (ids) => readBlobs(place, ids),
    fetch: (url, given) => fetchHead(place, { ...fetchBounds, ...given, url }),
    fileAt: (commit, path, most) => fileAt(place, { commit, path, most }),
    clearLocks: (before) => removeOldLocks(place, Date.parse(before)),
  };
}

async function init(place: Place, branch: string): Promise<void> {
  await mkdir(place.folder, { recursive: true }).catch((thrown: unknown) => {
    throw errorFrom(thrown, place.folder);
  });
  if (await isRepository(place)) return;
  const name = checkName(branch, 'branch');
  await runGit(place, { args: ['init', '--quiet', '--template=', `--initial-branch=${name}`] });
}

async function isRepository(place: Place): Promise<boolean> {
  const args = ['rev-parse', '--git-dir'];
  return (await runGit(place, { args, answers: [128] })).code === 0;
}

async function head(place: Place): Promise<string | undefined> {
  const args = ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'];
  const answer = await runGit(place, { args, answers: [1] });
  return answer.code === 0 ? answer.stdout.trim() : undefined;
}

async function stageAll(place: Place, paths: readonly string[]): Promise<void> {
  const there: string[] = [];
  const gone: string[] = [];
  for (const path of paths) {
    ((await exists(join(place.folder, path))) ? there : gone).push(path);
  }
  const fromInput = ['--pathspec-from-file=-', '--pathspec-file-nul'];
  if (there.length > 0) {
    const args = ['add', '--all', '--force', ...fromInput];
    await runGit(place, { args, input: there.join('\0') });
  }
  if (gone.length > 0) {
    const args = ['rm', '--cached', '-r', '--quiet', '--ignore-unmatch', ...fromInput];
    await runGit(place, { args, input: gone.join('\0') });
  }
}

async function exists(path: string): Promise<boolean> {
  const found = await lstat(path).catch((thrown: unknown) => {
    const fault = errorFrom(thrown, path);
    if (fault.code === 'not-found') return undefined;
    throw fault;
  });
  return found !== undefined;
}

async function commit(
  place: Place,
  message: string,
  at: Instant,
  author: Author,
): Promise<string | undefined> {
  const seconds = Math.floor(Date.parse(at) / 1000);
  if (!(seconds >= 0)) {
    throw new ArchiveError('invalid', `A commit cannot be dated ${at}; set the clock.`);
  }
  const env = identityEnvironment(author, seconds);
  const quiet = ['diff', '--cached', '--quiet', '--no-ext-diff'];
  if ((await runGit(place, { args: quiet, answers: [1] })).code === 0) return undefined;
  const args = ['commit', '--quiet', '--no-verify', '--no-gpg-sign', '--cleanup=verbatim'];
  await runGit(place, { args: [...args, '--file=-'], input: `${message.trimEnd()}\n`, env });
  return head(place);
}

async function behindSince(
  place: Place,
  remote: string,
  branch: string,
): Promise<Instant | undefined> {
  const ref = trackingRef(remote, branch);
  if ((await head(place)) === undefined) return undefined;
  const known = await runGit(place, {
    args: ['rev-parse', '--verify', '--quiet', ref],
    answers: [1],
  });
  const range = known.code === 0 ? ['HEAD', `^${ref}`] : ['HEAD'];
  const args = ['log', '--reverse', '--date-order', '--format=%ct', ...range, '--'];
  for await (const chunk of streamGit(place, { args })) {
    return instant(Number(chunk.toString('latin1').split('\n')[0]) * 1000);
  }
  return undefined;
}

async function* files(
  place: Place,
  paths: readonly string[],
): AsyncGenerator<{ readonly path: string; readonly blob: string }> {
  if ((await head(place)) !== undefined) yield* listFiles(place, paths);
}

async function* history(place: Place, paths: readonly string[]): AsyncGenerator<HistoryCommit> {
  if ((await head(place)) !== undefined) yield* readHistory(place, paths);
}
