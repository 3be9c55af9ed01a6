import { readFile, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { sha256 } from '../../digest/index.ts';
import { failureKind, header } from '../../http/index.ts';
import { ArchiveError, errorFrom, type Header, type Source, type Url } from '../../model/index.ts';
import { isPrivateAddress, isPrivateName, literalAddress } from '../../url/index.ts';
import { askingBefore, askingFor } from '../asking.ts';
import type { Services } from '../services.ts';
import { gitPlace } from './git-place.ts';
import {
  type Budget,
  isSpent,
  isTooLarge,
  largerThanAny,
  mostAt,
  mostRead,
} from './mirror-budget.ts';
import type { MirrorPlace, Spending, Validators } from './place-files.ts';
import { publicAddresses } from './public-addresses.ts';

export type { MirrorPlace } from './place-files.ts';

/** A mirror hands out thousands of small files. */
const gapMs = 100;

/** Opens the mirror at an address: http and https, a git repository, or a folder (`file:`). Throws
 * `unreachable`, and `refused` for a private place that was not allowed. */
export async function openMirror(
  services: Services,
  source: Pick<Source, 'url' | 'allowPrivate'> & Partial<Source>,
  address: string,
  budget: Budget,
): Promise<MirrorPlace> {
  const spending: Spending = {
    begin() {
      budget.files -= 1;
      if (!isSpent(budget, services.now())) return;
      throw new ArchiveError('unreachable', `${address}: there is more; it is gone on with soon.`);
    },
    took(bytes) {
      budget.bytes -= bytes;
    },
    seconds: () => Math.ceil((budget.until - services.now()) / 1000),
  };
  if (isGit(address)) {
    checkPrivate(source, address);
    const addresses = await addressesFor(services, source, address);
    return await gitPlace(services, { followed: source.url, address, addresses }, spending);
  }
  if (address.startsWith('file:')) return folderPlace(source, address, spending);
  return hostPlace(services, source, address, spending);
}

/** Whether a mirror is read with git. */
export const isGit = (address: string): boolean =>
  /^(?:git|ssh|git\+[a-z]+):\/\//.test(address) || /^(?:https?|file):.*\.git\/?$/.test(address);

function hostPlace(
  services: Services,
  source: Parameters<typeof openMirror>[1],
  address: string,
  { begin, took }: Spending,
): MirrorPlace {
  const before = askingBefore(services, source);
  const ask = async (path: string, known: Validators) => {
    begin();
    const url = new URL(path, address).href as Url;
    const { allowPrivate } = source;
    const isNew = source.id === undefined;
    const given = isNew ? before(url) : await askingFor(services, source as Source, url);
    const mayBePrivate = allowPrivate && new URL(url).hostname === new URL(source.url).hostname;
    const request = {
      url,
      ...given,
      ...known,
      gapMs,
      ignoreRobots: true,
      maxBytes: mostRead(path),
    };
    const answer = await services.http
      .fetch({ ...request, allowPrivate: mayBePrivate })
      .catch((thrown) => {
        if (failureKind(thrown) !== 'too-big') throw thrown;
        took(mostRead(path));
        throw largerThanAny(url, path);
      });
    const { status, content, headers } = answer;
    took(content.length);
    if (status === 404 || status === 410) return undefined;
    if (status === 304) return 'same';
    if (status !== 200) throw unanswered(url, status);
    if (content.length > mostAt(path)) throw largerThanAny(url, path);
    return { bytes: content, ...validatorsIn(headers) };
  };
  return {
    readNew: ask,
    read: async (path) => {
      const file = await ask(path, {});
      return typeof file === 'object' ? file.bytes : undefined;
    },
  };
}

function unanswered(url: Url, status: number): ArchiveError {
  const needsLogin = status === 401 || status === 403;
  const says = needsLogin
    ? `it is for those alone who log in; follow it with a token, --header 'Authorization: Bearer TOKEN'`
    : 'it is asked again later';
  return new ArchiveError('unreachable', `${url} answered ${status}: ${says}.`);
}

function validatorsIn(headers: readonly Header[]): Validators {
  const [etag, lastModified] = [header(headers, 'etag'), header(headers, 'last-modified')];
  return {
    ...(etag !== undefined && { etag }),
    ...(lastModified !== undefined && { lastModified }),
  };
}

function folderPlace(
  source: Parameters<typeof openMirror>[1],
  address: string,
  { begin, took }: Spending,
): MirrorPlace {
  checkPrivate(source, address);
  const read = async (path: string) => {
    begin();
    try {
      const file = fileURLToPath(new URL(path, address));
      const { size } = await stat(file);
      if (size > mostAt(path)) throw largerThanAny(file, path);
      took(size);
      return await readFile(file);
    } catch (thrown) {
      const error = errorFrom(thrown, path);
      if (error.code === 'not-found') return undefined;
      throw isTooLarge(error) ? error : new ArchiveError('unreachable', error.message);
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

/** The addresses that git is to connect to, all of them looked at; none where that is not for us to say: by ssh, which
 * only a person names, through a proxy, which resolves names itself, and where private places are allowed. */
async function addressesFor(
  { environment }: Services,
  source: Parameters<typeof openMirror>[1],
  address: string,
): Promise<readonly string[]> {
  const { protocol, hostname } = new URL(address);
  const isOfNet = /^(?:git\+)?(?:https?|git):$/.test(protocol);
  const isAllowed = source.allowPrivate && hostname === new URL(source.url).hostname;
  const hasProxy = Object.keys(environment).some((name) => /^(?:https?|all)_proxy$/i.test(name));
  const isLiteral = literalAddress(address as Url) !== undefined;
  if (!isOfNet || isAllowed || hasProxy || isLiteral) return [];
  return await publicAddresses(hostname);
}

/** What an address itself says of where it leads, for what is not fetched by our client. */
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
