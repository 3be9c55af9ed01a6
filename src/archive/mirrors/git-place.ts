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

const nameOf = (address: string): string => sha256(address).slice(0, 32);
const copiesOf = ({ ledgers }: Pick<Services, 'ledgers'>, followed: string): string =>
  join(ledgers, 'git', `${nameOf(followed)}.copies`);

/** Where a repository is fetched to: the followed one, and apart from it each copy that its archive names. */
function folderOf(services: Means, followed: string, address: string): string {
  const name = `${nameOf(address)}.git`;
  if (address === followed) return join(services.ledgers, 'git', name);
  return join(copiesOf(services, followed), name);
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

/** Throws away what was fetched of a repository that is not followed, and of copies that its archive names. What is not
 * in git has none. */
export async function forgetRepository(services: Means, address: string): Promise<void> {
  for (const folder of [folderOf(services, address, address), copiesOf(services, address)]) {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Throws away the repositories of copies that are not named any more: an archive may name others at each look. */
export async function forgetCopies(
  services: Means,
  followed: string,
  named: readonly string[],
): Promise<void> {
  const folder = copiesOf(services, followed);
  const kept = new Set(named.map((address) => `${nameOf(address)}.git`));
  const there = await readdir(folder).catch((thrown: unknown) => {
    const fault = errorFrom(thrown, folder);
    if (fault.code !== 'not-found') throw fault;
    return [];
  });
  for (const name of there.filter((one) => !kept.has(one))) {
    await rm(join(folder, name), { recursive: true, force: true });
  }
}
