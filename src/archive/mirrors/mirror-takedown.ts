import { join } from 'node:path';
import { readIfThere, recordPath } from '../../ledger/index.ts';
import { type TakedownReason, takedownReasons, type Url } from '../../model/index.ts';
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
import type { TakingMeans } from './taking-means.ts';

/**
 * Carries out here what another archive took down: its record goes from the kept ledger, and the article,
 * where all that is known of it came from that archive, or was taken down by whom it came from. What this
 * archive captured itself, and what it has of another that stands by it, is its keeper's to decide: else
 * any mirror could remove what others hold. Gives the addresses of articles taken down.
 */
export async function forgetTakenDown(
  { services, kept }: Pick<TakingMeans, 'services' | 'kept'>,
  told: { readonly of: number; readonly reason: string },
): Promise<readonly string[]> {
  const size = (await kept.head())?.size ?? 0;
  for await (const { leaf } of leavesBetween(kept, size, told.of, told.of + 1)) {
    const record = await readIfThere(join(kept.folder, recordPath(leaf.record)));
    const { url, kind } = objectIn(record?.toString() ?? '') ?? {};
    // What names the next key is what the ledger is verified by.
    if (kind === 'key') return [];
    const address = typeof url === 'string' ? parseUrl(url) : undefined;
    const done = address === undefined ? [] : await takenDown(services, kept, address, told.reason);
    await kept.forget(leaf.record);
    return done;
  }
  return [];
}

async function takenDown(
  services: Services,
  kept: KeptLedger,
  url: Url,
  why: string,
): Promise<readonly string[]> {
  const article = await articleNamed(services.store, '', url);
  if (article === undefined) return [];
  const reason: TakedownReason = takedownReasons.find((one) => one === why) ?? 'privacy';
  const plan = await takeDown(services, article.id, { reason, dryRun: true });
  const captures = [...plan.removal.captures, ...plan.removal.left].map(({ id }) => id);
  if (!(await isGoneThere(services, kept, captures))) {
    const message = `A mirror that is followed took it down (${why}); it was captured here too, or another mirror has it, and stays: backissue takedown removes it.`;
    services.tell({ type: 'warning', url, message });
    return [];
  }
  await takeDown(services, article.id, { reason, note: 'A mirror that is followed took it down.' });
  return [url];
}

/** Whether captures all came from a ledger, or from others that say of them that they were taken down. */
async function isGoneThere(
  services: Services,
  { id }: KeptLedger,
  captures: readonly string[],
): Promise<boolean> {
  for (const one of captures) {
    const capture = await services.store.capture(one);
    const place = capture && mirroredPlace(capture);
    if (place === undefined) return false;
    if (place.log !== id && !(await isTakenDown(services, place))) return false;
  }
  return true;
}

/** Whether the ledger that a leaf is of says that it was taken down. */
async function isTakenDown(
  services: Services,
  { log, index }: { readonly log: string; readonly index: number },
): Promise<boolean> {
  const state = (await keptLedgers(services)).find(({ id }) => id === log);
  if (state === undefined) return false;
  const kept = await keptOf(services, await parseVerifierKey(state.vkey));
  for await (const { leaf } of leavesBetween(kept, state.size, index + 1)) {
    if (leaf.kind === 'takedown' && leaf.ref === index) return true;
  }
  return false;
}
