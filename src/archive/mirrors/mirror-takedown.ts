import { join } from 'node:path';
import { readIfThere, recordPath } from '../../ledger/index.ts';
import { type TakedownReason, takedownReasons, type Url } from '../../model/index.ts';
import { leavesBetween } from '../../replica/index.ts';
import { parseUrl } from '../../url/index.ts';
import { articleNamed } from '../article-named.ts';
import type { Services } from '../services.ts';
import { takeDown } from '../takedown.ts';
import { objectIn } from './mirrored.ts';
import { mirroredPlace } from './removed-here.ts';
import type { TakingMeans } from './taking-means.ts';

/**
 * Carries out here what another archive took down: its record goes from the kept ledger, and the article,
 * where all that is known of it came from mirrors. What this archive captured itself is its keeper's to
 * decide. Gives the addresses of articles taken down, or left for that.
 */
export async function forgetTakenDown(
  { services, kept }: Pick<TakingMeans, 'services' | 'kept'>,
  told: { readonly of: number; readonly reason: string },
): Promise<readonly string[]> {
  const size = (await kept.head())?.size ?? 0;
  for await (const { leaf } of leavesBetween(kept, size, told.of, told.of + 1)) {
    const record = await readIfThere(join(kept.folder, recordPath(leaf.record)));
    const { url } = objectIn(record?.toString() ?? '') ?? {};
    const address = typeof url === 'string' ? parseUrl(url) : undefined;
    const done = address === undefined ? [] : await takenDown(services, address, told.reason);
    await kept.forget(leaf.record);
    return done;
  }
  return [];
}

async function takenDown(services: Services, url: Url, why: string): Promise<readonly string[]> {
  const article = await articleNamed(services.store, '', url);
  if (article === undefined) return [];
  if (!(await isOfMirrors(services, article.id))) {
    const message = `A mirror that is followed took it down (${why}); it was captured here too and stays: backissue takedown removes it.`;
    services.tell({ type: 'warning', url, message });
    return [];
  }
  const reason: TakedownReason = takedownReasons.find((one) => one === why) ?? 'privacy';
  await takeDown(services, article.id, { reason, note: 'A mirror that is followed took it down.' });
  return [url];
}

async function isOfMirrors({ store }: Services, article: string): Promise<boolean> {
  for (const { captureId } of await store.revisions(article)) {
    const capture = await store.capture(captureId);
    if (capture === undefined || mirroredPlace(capture.headers) === undefined) return false;
  }
  return true;
}
