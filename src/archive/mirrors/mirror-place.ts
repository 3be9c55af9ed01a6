import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sha256 } from '../../digest/index.ts';
import { openGit } from '../../git/index.ts';
import { header } from '../../http/index.ts';
import {
  ArchiveError,
  errorFrom,
  type PollState,
  type Source,
  type Url,
} from '../../model/index.ts';
import { isPrivateAddress, isPrivateName, literalAddress } from '../../url/index.ts';
import { askingBefore, askingFor } from '../asking.ts';
import type { Services } from '../services.ts';

/** A mirror's files, by their paths from its root, wherever it lies. */
export interface MirrorPlace {
  /** A whole file; undefined where there is none. Throws `unreachable` for everything else. */
  read(path: string): Promise<Uint8Array | undefined>;
  /** The same, unless it is as it was when it was given by these validators. */
  readNew(path: string, known: Validators): Promise<NewFile | 'same' | undefined>;
}

export type Validators = Pick<PollState, 'etag' | 'lastModified'>;

/** A file with what it is asked for by next time. */
export interface NewFile extends Validators {
  readonly bytes: Uint8Array;
}

/** What one look at a mirror may cost: then it goes on at the next. */
export interface Budget {
  files: number;
  readonly until: number;
}

/** Larger files are not taken: a bundle of entries has at most 16 MB, and none of ours a fiftieth. */
const mostBytes = 20 * 2 ** 20;
/** A mirror hands out thousands of small files. */
const gapMs = 100;
const gitSeconds = 900;

/** Opens the mirror at an address: http and https, a git repository, or a folder (`file:`). Throws
 * `unreachable`, and `refused` for a private place that was not allowed. */
export async function openMirror(
  services: Services,
  source: Pick<Source, 'url' | 'allowPrivate'> & Partial<Source>,
  address: string,
  budget: Budget,
): Promise<MirrorPlace> {
  const spend = () => {
    budget.files -= 1;
    if (budget.files >= 0 && services.now() < budget.until) return;
    throw new ArchiveError('unreachable', `${address}: there is more; it is gone on with soon.`);
  };
  if (isGit(address)) return await gitPlace(services, source, address, spend);
  if (address.startsWith('file:')) return folderPlace(source, address, spend);
  return hostPlace(services, source, address, spend);
}

/** Whether a mirror is read with git. */
export const isGit = (address: string): boolean =>
  /^(?:git|ssh|git\+[a-z]+):\/\//.test(address) || /^(?:https?|file):.*\.git\/?$/.test(address);

function hostPlace(
  services: Services,
  source: Parameters<typeof openMirror>[1],
  address: string,
  spend: () => void,
): MirrorPlace {
  const before = askingBefore(services, source);
  const ask = async (path: string, known: Validators) => {
    spend();
    const url = new URL(path, address).href as Url;
    const { allowPrivate } = source;
    const isNew = source.id === undefined;
    const given = isNew ? before(url) : await askingFor(services, source as Source, url);
    const mayBePrivate = allowPrivate && new URL(url).hostname === new URL(source.url).hostname;
    const answer = await services.http.fetch({
      ...{ url, ...given, ...known, gapMs, ignoreRobots: true, maxBytes: mostBytes },
      allowPrivate: mayBePrivate,
    });
    const { status, content, headers } = answer;
    if (status === 404 || status === 410) return undefined;
    if (status === 304) return 'same';
    if (status === 401 || status === 403) {
      const says = `${url} answered ${status}: it is for those alone who log in; follow it with a token, --header 'Authorization: Bearer TOKEN'.`;
      throw new ArchiveError('unreachable', says);
    }
    if (status !== 200) {
      const says = `${url} answered ${status}; it is asked again later.`;
      throw new ArchiveError('unreachable', says);
    }
    const [etag, lastModified] = [header(headers, 'etag'), header(headers, 'last-modified')];
    return {
      bytes: content,
      ...(etag !== undefined && { etag }),
      ...(lastModified !== undefined && { lastModified }),
    };
  };
  return {
    readNew: ask,
    read: async (path) => {
      const file = await ask(path, {});
      return typeof file === 'object' ? file.bytes : undefined;
    },
  };
}

/** Nothing is checked out: files are read from the repository by their paths, so that none of them can be
 * anywhere else. */
async function gitPlace(
  services: Services,
  source: Parameters<typeof openMirror>[1],
  address: string,
  spend: () => void,
): Promise<MirrorPlace> {
  checkPrivate(source, address);
  const folder = join(services.ledgers, 'git', `${sha256(address).slice(0, 32)}.git`);
  const git = openGit(folder, { env: services.environment });
  await git.init();
  const commit = await git.fetch(address.replace(/^git\+/, ''), gitSeconds);
  const read = async (path: string) => {
    spend();
    return await git.fileAt(commit, path, mostBytes);
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

function folderPlace(
  source: Parameters<typeof openMirror>[1],
  address: string,
  spend: () => void,
): MirrorPlace {
  checkPrivate(source, address);
  const read = async (path: string) => {
    spend();
    try {
      const file = fileURLToPath(new URL(path, address));
      const { size } = await stat(file);
      if (size > mostBytes)
        throw new ArchiveError('refused', `${file} is larger than ${mostBytes} bytes.`);
      return await readFile(file);
    } catch (thrown) {
      const error = errorFrom(thrown, path);
      if (error.code === 'not-found') return undefined;
      throw new ArchiveError('unreachable', error.message);
    }
  };
  return {
    read,
    readNew: async (path, { etag }) => {
      const bytes = await read(path);
      const digest = bytes && sha256(bytes);
      if (bytes === undefined || digest === undefined) return undefined;
      return digest === etag ? 'same' : { bytes, etag: digest };
    },
  };
}

/** What is not fetched by our client is guarded by its address alone. */
function checkPrivate(source: Parameters<typeof openMirror>[1], address: string): void {
  const { protocol, hostname } = new URL(address);
  const literal = literalAddress(address as Url);
  const isPrivate =
    protocol === 'file:' ||
    isPrivateName(hostname) ||
    (literal !== undefined && isPrivateAddress(literal));
  const isSameHost = hostname === new URL(source.url).hostname;
  if (!isPrivate || (source.allowPrivate && isSameHost)) return;
  const says = `${address} is on this machine or a private network; allow it with --allow-private.`;
  throw new ArchiveError('refused', says);
}
