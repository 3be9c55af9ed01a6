import { sha256 } from '../digest/index.ts';
import { type Extraction, extractFragment, extractorName } from '../extract/index.ts';
import {
  type Capture,
  type Digest,
  type Entry,
  type FeedEntry,
  instant,
  type Source,
} from '../model/index.ts';
import { canonicalUrl } from '../url/index.ts';
import { keysOfItem } from './article-keys.ts';
import type { Listing } from './document.ts';
import type { Find } from './find.ts';
import { refusals } from './refused.ts';
import type { Services } from './services.ts';

export interface ListingMeaning {
  readonly finds: readonly Find[];
  readonly entries: readonly Entry[];
  /** What was never told before. */
  readonly fresh: readonly FeedEntry[];
}

/** What a listing means for the catalogue: entries to look at, and articles it carries whole. */
export async function meaningOf(
  services: Pick<Services, 'store' | 'now'>,
  source: Source,
  capture: Capture,
  listing: Listing,
): Promise<ListingMeaning> {
  const guids = listing.entries.map((entry) => entry.guid);
  const known = new Map<string, Entry>();
  for (let from = 0; from < guids.length; from += 500) {
    const part = await services.store.entries(source.id, guids.slice(from, from + 500));
    for (const entry of part) known.set(entry.guid, entry);
  }
  const isRefused = await refusals(services.store, listing.entries, (entry) =>
    keysOfItem(source.id, entry),
  );
  const told = oldestFirst(listing.entries)
    .map((entry) => pending(services, source, capture, entry))
    .filter((entry) => entry.told !== known.get(entry.guid)?.told);
  const entries = told.filter(({ entry }) => !isRefused(entry));
  const fresh = entries.filter((entry) => !known.has(entry.guid)).map(({ entry }) => entry);
  if (source.body !== 'feed') return { finds: [], entries, fresh };
  const finds = entries.flatMap((entry) => findInFeed(entry, capture) ?? []);
  const found = new Set(finds.map((find) => find.entry?.guid));
  return { finds, entries: entries.filter((entry) => !found.has(entry.guid)), fresh };
}

/** An entry without what the feed told of it but its address. */
export function withoutWords(entry: Entry): Entry {
  const { guid, url } = entry.entry;
  return { ...entry, entry: { guid, url, title: '', authors: [] } };
}

/** The article that an entry itself carries; undefined when it carries no text. */
export function findInFeed(entry: Entry, capture: Capture): Find | undefined {
  const { url } = entry.entry;
  const extraction = articleInFeed(entry.entry);
  if (extraction === undefined) return undefined;
  return {
    capture,
    article: extraction.article,
    kind: extraction.kind,
    basis: 'feed',
    extractor: extractorName,
    sourceId: entry.sourceId,
    urls: [canonicalUrl(url), url],
    entry,
    revisit: false,
  };
}

/** The article in an item of a feed; undefined when that carries no text. */
export function articleInFeed(entry: FeedEntry): Extraction | undefined {
  const { contentHtml, url, title, authors, publishedAt, updatedAt } = entry;
  if (contentHtml === undefined) return undefined;
  const extraction = extractFragment({
    html: contentHtml,
    url,
    title,
    authors,
    ...(publishedAt === undefined ? {} : { publishedAt }),
    ...(updatedAt === undefined ? {} : { modifiedAt: updatedAt }),
  });
  return extraction.article.text === '' ? undefined : extraction;
}

/** Feeds list newest first; articles are taken oldest first, those without a date last. */
function oldestFirst(entries: readonly FeedEntry[]): FeedEntry[] {
  const time = (entry: FeedEntry) => entry.publishedAt ?? '9';
  return [...entries]
    .reverse()
    .sort((one, other) => (time(one) < time(other) ? -1 : time(one) > time(other) ? 1 : 0));
}

/**
 * What would be news in an entry; its HTML only where it is the body. Addresses of its picture and
 * enclosures change from poll to poll on many sites, and other tags are no other words.
 */
function tellingDigest(entry: FeedEntry, source: Source): Digest {
  const {
    contentHtml,
    summaryHtml: _summary,
    image: _image,
    enclosures: _enclosures,
    tags: _tags,
    ...told
  } = entry;
  return sha256(JSON.stringify(source.body === 'page' ? told : { ...told, contentHtml }));
}

function pending(
  services: Pick<Services, 'now'>,
  source: Source,
  capture: Capture,
  entry: FeedEntry,
): Entry {
  return {
    sourceId: source.id,
    guid: entry.guid,
    entry,
    told: tellingDigest(entry, source),
    captureId: capture.id,
    state: 'pending',
    attempts: 0,
    nextTryAt: instant(services.now()),
  };
}
