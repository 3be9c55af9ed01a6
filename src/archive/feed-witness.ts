import { readContent } from '../capture/index.ts';
import type { Capture, Entry, Revision } from '../model/index.ts';
import { mayGoOn } from './away.ts';
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
    const told = entry && (await stillTold(services, entry));
    if (told !== undefined) return told;
  }
  return undefined;
}

async function stillTold(
  { store, captures }: Pick<Services, 'store' | 'captures'>,
  entry: Entry,
): Promise<string | undefined> {
  const content = (capture: Capture) => readContent(captures, capture, store.captureWithPayload);
  try {
    return await listedHtml(store, entry, content);
  } catch (error) {
    // A capture that is damaged is told by doctor.
    if (mayGoOn(error)) return undefined;
    throw error;
  }
}

/**
 * The HTML of an entry, read again from the listing that told it; undefined where that has none, or is
 * not on record. The listing is read as what it is: a document that stood in for a feed is none. Throws
 * ArchiveError `invalid` where it is nothing that lists articles, and what reading a capture throws.
 */
export async function listedHtml(
  store: Pick<Services['store'], 'capture'>,
  { captureId, guid }: Pick<Entry, 'captureId' | 'guid'>,
  contentOf: (listing: Capture) => Promise<Uint8Array>,
): Promise<string | undefined> {
  const listing = await store.capture(captureId);
  if (listing === undefined) return undefined;
  const { finalUrl: url, headers } = listing;
  const { entries } = readListing({ url, headers, content: await contentOf(listing) });
  return entries.find((entry) => entry.guid === guid)?.contentHtml;
}
