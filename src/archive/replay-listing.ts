import { parseShapeMemory } from '../feed/index.ts';
import type { FeedEntry, Source, StandIn } from '../model/index.ts';
import type { Change } from '../store/index.ts';
import { type Listing, readListing } from './document.ts';
import { meaningOf } from './listing-meaning.ts';
import { recordFinds, recording } from './record.ts';
import type { Evidence, ReplayMeans } from './replay-means.ts';
import { takeListed } from './sitemaps.ts';
import { joined } from './write.ts';

/** What stands beside the capture of a feed, sitemap or section page. */
export interface ListingAbout {
  readonly kind: 'listing';
  /** The source as it was followed then; its id where another document stood in for its own. */
  readonly source: Source | string;
  readonly standIn?: Pick<StandIn, 'kind' | 'url'>;
  /** What was known of the addresses of its articles. */
  readonly shapes?: string;
}

/** What a listing meant: entries to look at, and the articles it carries. */
export async function listingMeaning(
  means: ReplayMeans,
  about: ListingAbout,
  evidence: Evidence,
): Promise<Change> {
  const source = await sourceThen(means, about);
  if (source === undefined || evidence.capture.status !== 200) return {};
  const at = Date.parse(evidence.capture.capturedAt);
  const listing = await listed(about, source, evidence);
  const then = { store: means.store, now: () => at };
  const { finds, entries } = await meaningOf(then, source, evidence.capture, listing);
  const { change } = await recordFinds(means.store, finds, recording(means, at));
  return joined(joined({ entries }, change), await newSource(means, source));
}

/** The source as it was followed then, with the secrets that only the catalogue knows. */
async function sourceThen(
  { store }: ReplayMeans,
  { source }: ListingAbout,
): Promise<Source | undefined> {
  if (typeof source === 'string') return await store.source(source);
  return { ...(await store.source(source.id)), ...source };
}

/** The source as it is to be on record from here on. */
async function newSource(means: ReplayMeans, source: Source): Promise<Change> {
  const known = means.sourcesStand ? await means.store.source(source.id) : undefined;
  return known === undefined ? { sources: [source] } : {};
}

async function listed(
  { standIn, shapes }: ListingAbout,
  source: Source,
  { capture, parts, content }: Evidence,
): Promise<Listing> {
  const kind = standIn?.kind ?? source.kind;
  const memory = parseShapeMemory(shapes);
  const read = async (one: typeof capture, as?: Source['kind']) => {
    const { finalUrl: url, headers } = one;
    return readListing({ url, headers, content: await content(one) }, as, memory);
  };
  const own = await read(capture, kind);
  if (own.kind !== 'sitemap') return own;
  const entries = new Map<string, FeedEntry>();
  const now = Date.parse(capture.capturedAt);
  const window = standIn === undefined && memory !== undefined ? { now, memory } : { now };
  takeListed(entries, own, window);
  for (const part of parts) takeListed(entries, await read(part, 'sitemap'), window);
  return { ...own, entries: [...entries.values()] };
}
