import { createHash } from 'node:crypto';
import { type Git, type HistoryCommit, openGit } from '../../git/index.ts';
import { ArchiveError } from '../../model/index.ts';
import { type NewsReading, readItem, type Sighting, unreadable } from './news-item.ts';
import { oldestFirst } from './read-folder.ts';

/** A version of a file and the object that holds it. */
interface Version {
  readonly sighting: Sighting;
  readonly blob: string | undefined;
}

/**
 * Every version of every article file in every commit reachable from HEAD: commits oldest first, in
 * a commit the highest slot first. A path is told again when its content changes, also when it
 * returns to an earlier one; a merge, or a file put back as it was, tells nothing new. Contents
 * stream; what is held is two 16-byte names for each path and one for each standing file. `env` is
 * the user's environment, for finding git.
 * Throws `invalid` when the folder is no git repository.
 */
export async function* readNewsHistory(
  folder: string,
  env: Readonly<Record<string, string | undefined>> = {},
): AsyncGenerator<NewsReading> {
  const git = openGit(folder, { env });
  if (!(await git.isRepository())) {
    throw new ArchiveError(
      'invalid',
      `${folder} is no git repository; clone it with its history, or import it as a plain folder.`,
    );
  }
  // Asked for and not yet answered, in order; the pipes to git keep it short.
  const asked: Version[] = [];
  const blobs = git.readBlobs(idsOf(versions(git, await standingVersions(git)), asked));
  for await (const read of blobs) {
    let version = asked.shift();
    while (version !== undefined && version.blob === undefined) {
      yield unreadable(version.sighting, linked());
      version = asked.shift();
    }
    if (version === undefined) throw outOfStep(folder);
    yield read.bytes === undefined
      ? unreadable(version.sighting, notHeld(read.fault))
      : readItem(version.sighting, read.bytes);
  }
  for (const version of asked) yield unreadable(version.sighting, linked());
}

async function* idsOf(source: AsyncIterable<Version>, asked: Version[]): AsyncGenerator<string> {
  for await (const version of source) {
    asked.push(version);
    if (version.blob !== undefined) yield version.blob;
  }
}

async function standingVersions(git: Git): Promise<ReadonlySet<string>> {
  const standing = new Set<string>();
  for await (const file of git.files(['articles'])) standing.add(versionName(file.path, file.blob));
  return standing;
}

async function* versions(git: Git, standing: ReadonlySet<string>): AsyncGenerator<Version> {
  const last = new Map<string, string>();
  for await (const commit of git.history(['articles'])) {
    for (const change of changesOf(commit)) {
      const { path, blob } = change;
      const name = versionName(path, blob ?? '');
      const place = versionName(path, '');
      if (last.get(place) === name) continue;
      last.set(place, name);
      const observed = { path, observedAt: commit.at, standing: standing.has(name) };
      yield { sighting: observed, blob };
    }
  }
}

function changesOf(commit: HistoryCommit) {
  return commit.changes
    .filter((change) => change.kind !== 'deleted')
    .sort((one, other) => oldestFirst(one.path, other.path));
}

/** 16 bytes that stand for a path with a content: a million paths fit in memory. */
function versionName(path: string, blob: string): string {
  const hash = createHash('sha256').update(`${blob}\0${path}`).digest();
  return hash.toString('latin1', 0, 16);
}

function linked(): ArchiveError {
  const mend = 'only plain files are read';
  return new ArchiveError('refused', `This is no article file: it is a link; ${mend}.`);
}

function notHeld(fault: string): ArchiveError {
  return new ArchiveError(
    'corrupt',
    `This file cannot be read: ${fault}; fetch the whole history.`,
  );
}

function outOfStep(folder: string): ArchiveError {
  return new ArchiveError('corrupt', `git answered out of step in ${folder}; run it again.`);
}
