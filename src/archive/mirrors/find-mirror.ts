import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type KeyStep, keyChain } from '../../audit/index.ts';
import { ArchiveError, errorFrom, type Source, type Url } from '../../model/index.ts';
import { keptLedger } from '../../replica/index.ts';
import {
  formatVerifierKey,
  openCheckpoint,
  parseVerifierKey,
  type VerifierKey,
} from '../../tlog/index.ts';
import { parseUrl } from '../../url/index.ts';
import { withGiven } from '../given.ts';
import { sourceId } from '../identity.ts';
import type { Services } from '../services.ts';
import { aboutBy } from './kept-about.ts';
import { keptLedgers } from './kept-ledgers.ts';
import { filesAt } from './mirror-logs.ts';
import { isGit, type MirrorPlace, openMirror } from './mirror-place.ts';
import { forgetUnfollowed, turnFor } from './mirror-turn.ts';

/** A mirror of an archive of ours, as it is to be followed. */
export interface FoundMirror {
  readonly url: Url;
  readonly title: string;
  /** The verifier key of its ledger: the one given, or by which it is known here, though it has handed over since. */
  readonly key: string;
}

/** What a mirror is looked for with. */
export interface FindOptions extends Pick<Source, 'headers' | 'cookies' | 'proxy'> {
  readonly allowPrivate?: boolean;
  /** The verifier key that its ledger must have. */
  readonly key?: string;
}

const seconds = 120;
/** Git brings all that lies there before anything can be read. */
const gitSeconds = 1020;
/** More than the few there are, for a ledger whose key was changed often. */
const mostFiles = 1000;
const mostBytes = 100_000_000;

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
 * given or a private place that was not allowed, `conflict` for a repository that another process reads for too long, else
 * as `openCheckpoint`.
 */
export async function findMirror(
  services: Services,
  address: string,
  options: FindOptions,
): Promise<FoundMirror> {
  const url = (address.startsWith('http') && !isGit(address) ? rootOf(address) : address) as Url;
  if (!isGit(url)) return await mirrorAt(services, url, options);
  try {
    return await inTurn(services, url, () => mirrorAt(services, url, options));
  } catch (thrown) {
    await forgetUnfollowed(services);
    throw thrown;
  }
}

async function inTurn<Found>(
  services: Services,
  url: Url,
  look: () => Promise<Found>,
): Promise<Found> {
  const turn = await turnFor(services, url);
  try {
    return await look();
  } finally {
    turn.release();
  }
}

async function mirrorAt(services: Services, url: Url, options: FindOptions): Promise<FoundMirror> {
  const until = services.now() + (isGit(url) ? gitSeconds : seconds) * 1000;
  const budget = { files: mostFiles, bytes: mostBytes, until };
  const { headers, cookies, proxy } = (await services.store.source(sourceId(url))) ?? {};
  const had = { ...(headers && { headers }), ...(cookies && { cookies }), ...(proxy && { proxy }) };
  const asked = withGiven({ url, allowPrivate: options.allowPrivate ?? false, ...had }, options);
  const place = await openMirror(services, asked, url, budget);
  const note = await place.read('ledger/checkpoint');
  if (note === undefined) {
    const says = `${url}: there is no ledger/checkpoint, so it is no mirror of an archive; give the root of one.`;
    throw new ArchiveError('not-found', says);
  }
  const { key, keys } = await keysOf(services, place, note, { url, given: options.key });
  const { origin } = await openCheckpoint(note, [keys.at(-1)?.key ?? key]);
  const said = await place.read('ledger/about');
  const about = said && (await aboutBy(said, keys));
  return { url, title: about?.title || origin, key: formatVerifierKey(key) };
}

/** A last part with a dot in it is a file's name; any other is a folder, named with its slash or without. */
function rootOf(address: string): string {
  const { origin, pathname } = new URL(address);
  const last = pathname.slice(pathname.lastIndexOf('/') + 1);
  const folder = last.includes('.') ? pathname.slice(0, -last.length) : pathname;
  return `${origin}${folder.replace(/\/*$/, '/')}`;
}

/** The key by which a ledger is to be followed, and those that it led to. */
interface FoundKeys {
  readonly key: VerifierKey;
  readonly keys: readonly KeyStep[];
}

/** By the key that is given, else by one that is known here and leads to who signs it today, else by the one beside it. */
async function keysOf(
  services: Services,
  place: MirrorPlace,
  note: Uint8Array,
  { url, given }: { readonly url: Url; readonly given: string | undefined },
): Promise<FoundKeys> {
  const files = filesAt(place, 'ledger/');
  if (given === undefined) {
    for (const { key, last } of await knownKeys(services, url, note)) {
      const keys = await keyChain(files, last, note);
      if (keys !== undefined) return { key, keys };
    }
  }
  const text = given ?? new TextDecoder().decode(await files.read('vkey')).trim();
  const key = await parseVerifierKey(text);
  return { key, keys: (await keyChain(files, key, note)) ?? [] };
}

/** Keys of logs of that name which are known here: by the source of that address, and by what is kept. `last`: the
 * one that signed last what is kept. */
async function knownKeys(
  services: Services,
  url: Url,
  note: Uint8Array,
): Promise<{ readonly key: VerifierKey; readonly last: VerifierKey }[]> {
  const [origin] = new TextDecoder().decode(note).split('\n', 1);
  const states = (await keptLedgers(services)).filter((one) => one.origin === origin);
  const followed = (await services.store.source(sourceId(url)))?.key;
  const known = [];
  for (const vkey of new Set([...(followed ? [followed] : []), ...states.map((one) => one.vkey)])) {
    const key = await parseVerifierKey(vkey);
    const last = (await keptLedger(services.ledgers, key).keys()).at(-1)?.key ?? key;
    known.push({ key, last });
  }
  return known;
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
