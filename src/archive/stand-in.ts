import type { Draft } from '../capture/index.ts';
import type { FeedEntry, Source, Url } from '../model/index.ts';
import { articleKey, canonicalUrl } from '../url/index.ts';
import { discover } from './discover.ts';
import type { Listing } from './document.ts';
import { Scout, type Seen } from './scout.ts';
import type { Services } from './services.ts';

export interface StandInOptions {
  /** The outlet's page; without it that of the source, or the roots of its articles' and its own host. */
  readonly home?: Url;
  readonly signal?: AbortSignal;
  /** Default 20. */
  readonly requests?: number;
  /** Default 45,000. */
  readonly ms?: number;
}

/** What can be read in a source's place. */
export interface FoundStandIn {
  readonly kind: 'feed' | 'sitemap' | 'page';
  readonly url: Url;
  readonly listing: Listing;
  /** The captures of the listing, and of the sitemaps it consists of; to be kept with it. */
  readonly drafts: readonly Draft[];
}

/** Of an undated list, such as a page, one unknown address may be an old one. */
const leastUndated = 2;

/**
 * Looks for another way to the articles of a source whose document fails or fell silent: another feed
 * that the outlet's page names (the feed moved), a sitemap, the page itself as a list of articles.
 * It has to tell articles that are not on record; for a source that fails, ones that are will do too,
 * for they show that it is the outlet's. Bounded as following is; undefined when there is none.
 */
export async function findStandIn(
  services: Services,
  source: Source,
  options: StandInOptions = {},
): Promise<FoundStandIn | undefined> {
  const { home, ...limits } = options;
  const scout = new Scout(services, {
    ...limits,
    searchedFor: source,
    ...(source.allowPrivate ? { privateHost: new URL(source.url).hostname } : {}),
  });
  const start = await firstSeen(scout, await homesOf(services, source, home));
  if (start === undefined) return undefined;
  const judge = await judgeOf(services, source);
  const { chosen } = await discover(services, scout, start, judge);
  if (chosen === undefined) return undefined;
  const { url, listing, drafts } = chosen;
  return { kind: listing.kind, url, listing, drafts };
}

async function firstSeen(scout: Scout, homes: readonly Url[]): Promise<Seen | undefined> {
  for (const home of homes) {
    const seen = await scout.ask(home);
    if (seen !== undefined) return seen;
  }
  return undefined;
}

async function homesOf(
  services: Services,
  source: Source,
  home: Url | undefined,
): Promise<readonly Url[]> {
  const [newest] = await services.store.articles({ sourceId: source.id, limit: 1 });
  const root = (url: Url): Url => new URL('/', url).href as Url;
  const known = [
    home,
    source.home,
    newest === undefined ? undefined : root(newest.url),
    root(source.url),
  ];
  return [...new Set(known.flatMap((url) => url ?? []))];
}

/** Tells whether a document can stand in: another than the source's own, with something to tell. */
async function judgeOf(
  services: Services,
  source: Source,
): Promise<(url: Url, listing: Listing) => Promise<boolean>> {
  const own = articleKey(source.url);
  const poll = await services.store.pollState(source.id);
  const [newest] = await services.store.articles({ sourceId: source.id, limit: 1 });
  const since = newest?.publishedAt ?? newest?.firstSeenAt ?? '';
  return async (url, { entries }) => {
    if (articleKey(url) === own || entries.length === 0) return false;
    const known = await knownAmong(services, entries);
    const news = entries.filter((entry) => !known.has(keyOf(entry)));
    const dated = news.some((entry) => isNewer(dateOf(entry), since));
    const undated = news.filter((entry) => dateOf(entry) === '');
    if (dated || undated.length >= leastUndated) return true;
    return (poll?.failures ?? 0) > 0 && known.size > 0;
  };
}

async function knownAmong(
  services: Services,
  entries: readonly FeedEntry[],
): Promise<ReadonlySet<string>> {
  const keys = [...new Set(entries.map(keyOf))].slice(0, 1000);
  const found = new Set<string>();
  for (let from = 0; from < keys.length; from += 500) {
    const part = await services.store.knownKeys(keys.slice(from, from + 500));
    for (const { key } of part) found.add(key);
  }
  return found;
}

/** Pages and many sitemaps tell a day alone, as its midnight: one that is unknown of that day is new. */
const isNewer = (told: string, since: string): boolean =>
  told > since || (told.endsWith('T00:00:00.000Z') && told.slice(0, 10) === since.slice(0, 10));

const keyOf = (entry: FeedEntry): string => articleKey(canonicalUrl(entry.url));
const dateOf = (entry: FeedEntry): string => entry.publishedAt ?? entry.updatedAt ?? '';
