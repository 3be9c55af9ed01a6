import { readContent } from '../capture/index.ts';
import { ArchiveError, type Entry, type Revision } from '../model/index.ts';
import { readListing } from './document.ts';
import { guidOf } from './identity.ts';
import type { Services } from './services.ts';

/**
 * What its feed told of a revision's article when its entry was taken, read again from the feed's capture;
 * undefined where the words on record do not depend on it, or where the feed is not to be had. The same
 * evidence every time: a page read without it would look edited.
 */
export async function feedWitness(
  services: Pick<Services, 'store' | 'captures'>,
  { article, extractor }: Pick<Revision, 'article' | 'extractor'>,
): Promise<string | undefined> {
  if (!extractor.includes('+feed')) return undefined;
  for (const { key } of await services.store.keysOf(article)) {
    const named = guidOf(key);
    if (named === undefined) continue;
    const [entry] = await services.store.entries(named.sourceId, [named.guid]);
    const told = entry && (await toldBy(services, entry));
    if (told !== undefined) return told;
  }
  return undefined;
}

async function toldBy(
  services: Pick<Services, 'store' | 'captures'>,
  { captureId, guid }: Entry,
): Promise<string | undefined> {
  const { store, captures } = services;
  const capture = await store.capture(captureId);
  if (capture === undefined) return undefined;
  try {
    const content = await readContent(captures, capture, store.captureWithPayload);
    const { entries } = readListing({ url: capture.finalUrl, content, headers: capture.headers });
    return entries.find((entry) => entry.guid === guid)?.contentHtml;
  } catch (error) {
    // A capture that is damaged is told by doctor.
    if (error instanceof ArchiveError) return undefined;
    throw error;
  }
}
