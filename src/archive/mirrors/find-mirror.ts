import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ArchiveError, errorFrom, type Source, type Url } from '../../model/index.ts';
import { formatVerifierKey, openCheckpoint, parseVerifierKey } from '../../tlog/index.ts';
import { parseUrl } from '../../url/index.ts';
import type { Services } from '../services.ts';
import { openAbout } from './about-note.ts';
import { isGit, type MirrorPlace, openMirror } from './mirror-place.ts';

/** A mirror of an archive of ours, as it is to be followed. */
export interface FoundMirror {
  readonly url: Url;
  readonly title: string;
  /** The verifier key of its ledger. */
  readonly key: string;
}

/** What a mirror is looked for with. */
export interface FindOptions extends Pick<Source, 'headers' | 'cookies' | 'proxy'> {
  readonly allowPrivate?: boolean;
  /** The verifier key that its ledger must have. */
  readonly key?: string;
}

const seconds = 120;

/** The address of a mirror that a person names as such: a git repository, a folder, or its checkpoint. */
export function mirrorNamed(text: string): string | undefined {
  const plain = text.trim();
  if (isGit(plain) || plain.startsWith('file:')) return slashed(plain);
  if (/^\.{0,2}\//.test(plain)) return slashed(pathToFileURL(resolve(plain)).href);
  const checkpoint = /^(https?:.*\/)ledger\/(?:checkpoint|vkey)$/.exec(plain);
  return checkpoint?.[1];
}

/** A folder's address ends in a slash; a repository is named as it is. */
const slashed = (address: string): string =>
  isGit(address) || address.endsWith('/') ? address : `${address}/`;

/** The root of the site that a page of ours belongs to, by what stands in its head; undefined for others. */
export function siteOfOurs(url: Url, content: Uint8Array): Url | undefined {
  const head = new TextDecoder().decode(content.subarray(0, 4000));
  if (!head.includes('<meta name="generator" content="Backissue">')) return undefined;
  return parseUrl('.', url);
}

/**
 * The mirror at an address; its checkpoint must be signed by the key beside it, or by the one that is given.
 * Throws ArchiveError: `not-found` where no ledger lies there, `refused` for another key than the one
 * given or a private place that was not allowed, else as `openCheckpoint`.
 */
export async function findMirror(
  services: Services,
  address: string,
  options: FindOptions,
): Promise<FoundMirror> {
  const url = (address.startsWith('http') && !isGit(address) ? rootOf(address) : address) as Url;
  const budget = { files: 10, until: services.now() + seconds * 1000 };
  const { headers, cookies, proxy, allowPrivate = false } = options;
  const asked = {
    ...(headers && { headers }),
    ...(cookies && { cookies }),
    ...(proxy && { proxy }),
  };
  const place = await openMirror(services, { url, allowPrivate, ...asked }, url, budget);
  const note = await place.read('ledger/checkpoint');
  if (note === undefined) {
    const says = `${url}: there is no ledger/checkpoint, so it is no mirror of an archive; give the root of one.`;
    throw new ArchiveError('not-found', says);
  }
  const key = await keyOf(place, options.key);
  const { origin } = await openCheckpoint(note, [key]);
  const about = await aboutOf(place, key);
  return { url, title: about?.title || origin, key: formatVerifierKey(key) };
}

/** A last part with a dot in it is a file's name; any other is a folder, named with its slash or without. */
function rootOf(address: string): string {
  const { origin, pathname } = new URL(address);
  const last = pathname.slice(pathname.lastIndexOf('/') + 1);
  const folder = last.includes('.') ? pathname.slice(0, -last.length) : pathname;
  return `${origin}${folder.replace(/\/*$/, '/')}`;
}

async function keyOf(place: MirrorPlace, given: string | undefined) {
  if (given !== undefined) return await parseVerifierKey(given);
  const text = new TextDecoder().decode(await place.read('ledger/vkey')).trim();
  return await parseVerifierKey(text);
}

async function aboutOf(place: MirrorPlace, key: Awaited<ReturnType<typeof keyOf>>) {
  const note = await place.read('ledger/about');
  return note && (await openAbout(note, key));
}

/** Whether a place is no mirror, or cannot be read as one: then it is what it else is. */
export async function mirrorIfThere(
  services: Services,
  address: string,
  options: FindOptions,
): Promise<FoundMirror | undefined> {
  try {
    return await findMirror(services, address, options);
  } catch (thrown) {
    if (errorFrom(thrown, address).code !== 'not-found') throw thrown;
    return undefined;
  }
}
