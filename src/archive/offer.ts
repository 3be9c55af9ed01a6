import type { Draft } from '../capture/index.ts';
import type { FeedEntry, Url } from '../model/index.ts';
import { articleKey } from '../url/index.ts';
import type { Listing } from './document.ts';
import type { Seen } from './scout.ts';

/** A document that may be followed. */
export interface Find {
  readonly url: Url;
  readonly listing: Listing;
  readonly seen: Seen;
  /** Of the document and what it consists of, where captures are drafted. */
  readonly drafts: readonly Draft[];
}

export interface Offer extends Find {
  readonly score: number;
}

/** The same feed with whole texts, where a page offers it in two formats. */
export function fullerTwin(best: Offer, offers: readonly Offer[]): Offer {
  const keys = new Set(best.listing.entries.map(({ url }) => articleKey(url)));
  const twins = offers.filter(
    ({ listing, score }) =>
      score > best.score - 10 &&
      listing.entries.filter(({ url }) => keys.has(articleKey(url))).length * 2 > keys.size,
  );
  return twins.reduce(
    (fullest, twin) => (lengthOf(twin) > 1.5 * lengthOf(fullest) + 200 ? twin : fullest),
    best,
  );
}

function lengthOf({ listing }: Offer): number {
  const lengths = listing.entries.map(({ contentHtml = '' }) => contentHtml.length);
  return lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
}

/** The time of the newest entry that tells one. */
export function newestOf(entries: readonly FeedEntry[]): number | undefined {
  const times = entries.flatMap(({ publishedAt, updatedAt }) => publishedAt ?? updatedAt ?? []);
  return times.length === 0 ? undefined : Date.parse(times.sort().at(-1) ?? '');
}
