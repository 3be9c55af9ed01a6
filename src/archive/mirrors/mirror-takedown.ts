import { join } from 'node:path';
import { readIfThere, recordPath } from '../../ledger/index.ts';
import { type Source, type TakedownReason, takedownReasons, type Url } from '../../model/index.ts';
import { type KeptLedger, leavesBetween } from '../../replica/index.ts';
import { parseVerifierKey } from '../../tlog/index.ts';
import { parseUrl } from '../../url/index.ts';
import { articleNamed } from '../article-named.ts';
import type { Services } from '../services.ts';
import { takeDown } from '../takedown.ts';
import { keptLedgers } from './kept-ledgers.ts';
import { keptOf } from './mirror-logs.ts';
import { objectIn } from './mirrored.ts';
import { mirroredPlace } from './removed-here.ts';
import { keepHandedOn, type RemovedThere, readHandedOn } from './removed-there.ts';
import type { TakingMeans } from './taking-means.ts';

/** A leaf of a kept ledger. */
interface LeafPlace {
  readonly log: string;
  readonly index: number;
}

type Means = Pick<TakingMeans, 'services' | 'kept'>;

/**
 * Carries out here what another archive took down: its record goes from the kept ledger, and the article,
 * where all that is known of it came from that archive, or was taken down by whom it came from. What this
 * archive captured itself, and what it has of another that stands by it, is its keeper's to decide: else
 * any mirror could remove what others hold. Gives the addresses of articles taken down.
 */
export async function forgetTakenDown(
  { services, kept }: Means,
  told: { readonly of: number; readonly reason: string },
): Promise<readonly string[]> {
  const leaf = await leafAt(kept, (await kept.head())?.size ?? 0, told.of);
  // What names the next key is what the ledger is verified by.
  if (leaf === undefined || leaf.kind === 'key') return [];
  const isTakenDown = takedownsOf(services);
  const isGone = async (place: LeafPlace) => place.log === kept.id || (await isTakenDown(place));
  const { url } = leaf;
  const done = url === undefined ? [] : await takenDown(services, isGone, url, told.reason);
  await kept.forget(leaf.record);
  return done;
}

/**
 * The same for what the keeper of a mirror removed of a ledger that it hands on: where nobody else from whom this
 * archive has that ledger, or had it, stands by it. `removed`: what he says today. Gives the addresses.
 */
export async function heedRemoved(
  { services, kept, mirror }: Means & Pick<TakingMeans, 'mirror'>,
  removed: RemovedThere,
): Promise<readonly string[]> {
  const { store } = services;
  const known = new Set((await readHandedOn(store, mirror.id))?.[kept.id]);
  const isTakenDown = takedownsOf(services);
  const size = (await kept.head())?.size ?? 0;
  const isGone = async (place: LeafPlace) =>
    (await isTakenDown(place)) ||
    (await isRemovedByAll(services, place, (one) =>
      one.id === mirror.id && place.log === kept.id ? removed.has(place.index) : undefined,
    ));
  const done: string[] = [];
  for (const [index, reason] of removed) {
    if (known.has(index)) continue;
    const leaf = await leafAt(kept, size, index);
    if (leaf?.url === undefined || leaf.kind === 'key') continue;
    done.push(...(await takenDown(services, isGone, leaf.url, reason)));
  }
  // Last: what a crash interrupts is looked at again.
  await keepHandedOn(store, mirror.id, { log: kept.id, removed });
  return done;
}

/** What is kept of a leaf of a kept ledger of `size`; undefined for one that is not here. */
async function leafAt(kept: KeptLedger, size: number, index: number) {
  if (index >= size) return undefined;
  for await (const { leaf } of leavesBetween(kept, size, index, index + 1)) {
    const record = await readIfThere(join(kept.folder, recordPath(leaf.record)));
    const { url, kind } = objectIn(record?.toString() ?? '') ?? {};
    const address = typeof url === 'string' ? parseUrl(url) : undefined;
    return { record: leaf.record, kind, ...(address !== undefined && { url: address }) };
  }
  return undefined;
}

async function takenDown(
  services: Services,
  isGone: (place: LeafPlace) => Promise<boolean>,
  url: Url,
  why: string,
): Promise<readonly string[]> {
  const article = await articleNamed(services.store, '', url);
  if (article === undefined) return [];
  const reason: TakedownReason = takedownReasons.find((one) => one === why) ?? 'privacy';
  const plan = await takeDown(services, article.id, { reason, dryRun: true });
  const captures = [...plan.removal.captures, ...plan.removal.left].map(({ id }) => id);
  if (!(await areGone(services, isGone, captures))) {
    const message = `A mirror that is followed took it down (${why}); it was captured here too, or another mirror has it, and stays: backissue takedown removes it.`;
    services.tell({ type: 'warning', url, message });
    return [];
  }
  await takeDown(services, article.id, { reason, note: 'A mirror that is followed took it down.' });
  return [url];
}

/** Whether captures all came from ledgers, and their leaves are gone there. */
async function areGone(
  services: Services,
  isGone: (place: LeafPlace) => Promise<boolean>,
  captures: readonly string[],
): Promise<boolean> {
  for (const one of captures) {
    const capture = await services.store.capture(one);
    const place = capture && mirroredPlace(capture);
    if (place === undefined || !(await isGone(place))) return false;
  }
  return true;
}

/** Whether the ledger that a leaf is of says that it was taken down. Each ledger is read once, for a mirror may say of
 * thousands of leaves that they are gone. */
function takedownsOf(services: Services): (place: LeafPlace) => Promise<boolean> {
  const read = new Map<string, Promise<ReadonlySet<number>>>();
  return async ({ log, index }) => {
    const said = read.get(log) ?? takedownsIn(services, log);
    read.set(log, said);
    return (await said).has(index);
  };
}

async function takedownsIn(services: Services, log: string): Promise<ReadonlySet<number>> {
  const gone = new Set<number>();
  const state = (await keptLedgers(services)).find(({ id }) => id === log);
  if (state === undefined) return gone;
  const kept = await keptOf(services, await parseVerifierKey(state.vkey));
  for await (const { index, leaf } of leavesBetween(kept, state.size, 0)) {
    if (leaf.kind === 'takedown' && leaf.ref !== undefined && leaf.ref < index) gone.add(leaf.ref);
  }
  return gone;
}

/**
 * Whether every mirror that this archive has, or had, a leaf's ledger from removed it: one that has not been looked at
 * since the catalogue was made stands by it, and so does its own archive. `today`: what is known better than on record.
 */
async function isRemovedByAll(
  services: Services,
  place: LeafPlace,
  today: (mirror: Source) => boolean | undefined,
): Promise<boolean> {
  let isSaid = false;
  for (const source of await services.store.sources()) {
    if (source.kind !== 'mirror') continue;
    const said = today(source) ?? (await saidBy(services, source, place));
    if (said === false) return false;
    isSaid ||= said === true;
  }
  return isSaid;
}

/** Whether a mirror removed a leaf; undefined for one that never handed its ledger on. */
async function saidBy(
  services: Services,
  source: Source,
  { log, index }: LeafPlace,
): Promise<boolean | undefined> {
  const own = source.key && (await keptOf(services, await parseVerifierKey(source.key)));
  if (own && own.id === log) return false;
  const handed = await readHandedOn(services.store, source.id);
  return handed === undefined ? false : handed[log]?.includes(index);
}
