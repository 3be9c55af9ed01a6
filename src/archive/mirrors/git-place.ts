import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '../../digest/index.ts';
import { openGit } from '../../git/index.ts';
import { errorFrom } from '../../model/index.ts';
import type { Services } from '../services.ts';
import { largerThanAny, mostAt, mostRead } from './mirror-budget.ts';
import type { MirrorPlace, Spending } from './place-files.ts';

const mostSeconds = 900;

type Means = Pick<Services, 'ledgers' | 'environment' | 'mirrorBytes'>;

/** What the repositories of an address are called. */
export const idOf = (address: string): string => sha256(address).slice(0, 32);

/** Where the repositories of all mirrors lie. */
const repositoriesIn = ({ ledgers }: Pick<Services, 'ledgers'>): string => join(ledgers, 'git');

const ownFolder = (services: Pick<Services, 'ledgers'>, id: string): string =>
  join(repositoriesIn(services), `${id}.git`);
const copiesFolder = (services: Pick<Services, 'ledgers'>, id: string): string =>
  join(repositoriesIn(services), `${id}.copies`);

/** Where a repository is fetched to: the followed one, and apart from it each copy that its archive names. */
function folderOf(services: Means, followed: string, address: string): string {
  if (address === followed) return ownFolder(services, idOf(followed));
  return join(copiesFolder(services, idOf(followed)), `${idOf(address)}.git`);
}

/**
 * Opens a mirror in a git repository. Nothing is checked out: files are read from the repository by their paths, so that
 * none of them can be anywhere else. `addresses`: those that its host may be asked at.
 */
export async function gitPlace(
  services: Means,
  {
    followed,
    address,
    addresses,
  }: {
    readonly followed: string;
    readonly address: string;
    readonly addresses: readonly string[];
  },
  { begin, took, seconds }: Spending,
): Promise<MirrorPlace> {
  begin();
  const git = openGit(folderOf(services, followed, address), { env: services.environment });
  await git.init();
  const commit = await git.fetch(address.replace(/^git\+/, ''), {
    seconds: Math.min(mostSeconds, Math.max(seconds(), 1)),
    mostBytes: services.mirrorBytes,
    addresses,
  });
  const read = async (path: string) => {
    begin();
    const bytes = await git.fileAt(commit, path, mostRead(path)).catch((thrown: unknown) => {
      throw errorFrom(thrown, path).code === 'refused' ? largerThanAny(path, path) : thrown;
    });
    took(bytes?.length ?? 0);
    if (bytes !== undefined && bytes.length > mostAt(path)) throw largerThanAny(path, path);
    return bytes;
  };
  return {
    read,
    readNew: async (path, { etag }) => {
      if (etag === commit) return 'same';
      const bytes = await read(path);
      return bytes && { bytes, etag: commit };
    },
  };
}

/** What the mirrors are called of which repositories lie here, followed or not. */
export async function repositoryIds(
  services: Pick<Services, 'ledgers'>,
): Promise<ReadonlySet<string>> {
  const names = await namesIn(repositoriesIn(services));
  return new Set(names.map((name) => name.replace(/\.[a-z]+$/, '')));
}

/** Throws away what was fetched of a repository, and of copies that its archive names, by what they are called. Whoever
 * does has the turn to read it. */
export async function forgetRepositories(
  services: Pick<Services, 'ledgers'>,
  id: string,
): Promise<void> {
  for (const folder of [ownFolder(services, id), copiesFolder(services, id)]) {
    // A git whose process was killed may be at work there still.
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  }
}

/** Throws away the repositories of copies that are not named any more: an archive may name others at each look. */
export async function forgetCopies(
  services: Means,
  followed: string,
  named: readonly string[],
): Promise<void> {
  const folder = copiesFolder(services, idOf(followed));
  const kept = new Set(named.map((address) => `${idOf(address)}.git`));
  for (const name of (await namesIn(folder)).filter((one) => !kept.has(one))) {
    await rm(join(folder, name), { recursive: true, force: true, maxRetries: 10 });
  }
}

/** The names in a folder; none where it is not there. */
async function namesIn(folder: string): Promise<readonly string[]> {
  return await readdir(folder).catch((thrown: unknown) => {
    const fault = errorFrom(thrown, folder);
    if (fault.code !== 'not-found') throw fault;
    return [];
  });
}
