import { draftExchanges } from '../capture/index.ts';
import { sha256 } from '../digest/index.ts';
import { extractFragment, extractorName } from '../extract/index.ts';
import { header } from '../http/index.ts';
import {
  ArchiveError,
  type Capture,
  type Digest,
  type Entry,
  type FeedEntry,
  instant,
  type PollState,
  type Source,
} from '../model/index.ts';
import type { Change } from '../store/index.ts';
import { canonicalUrl } from '../url/index.ts';
import { type Listing, readListing } from './document.ts';
import type { Find, Recorded } from './find.ts';
import { recordFinds } from './record.ts';
import { nextTry } from './schedule.ts';
import type { Services } from './services.ts';
import { mayBePrivate } from './visit.ts';
import { joined, keepCaptures } from './write.ts';

/** What one poll brought. */
export interface Polled {
  readonly entries: number;
  readonly captured: number;
  readonly recorded: readonly Recorded[];
}

/**
 * Asks a source for its document and puts what is new on record: the document's capture, its
 * entries, and the articles of entries that carry their text when the source's body is `feed`. All of it
 * in one commit, so that a crash leaves either the poll undone or every entry due. Throws
 * ArchiveError after the failure itself is on record.
 */
export async function pollSource(services: Services, source: Source): Promise<Polled> {
  const state = await services.store.pollState(source.id);
  try {
    return await poll(services, source, state);
  } catch (error) {
    if (error instanceof ArchiveError) await noteFailure(services, source, state, error);
    throw error;
  }
}

async function poll(
  services: Services,
  source: Source,
  state: PollState | undefined,
): Promise<Polled> {
  const exchanged = await draftExchanges(
    services.http,
    {
      url: source.url,
      allowPrivate: source.allowPrivate,
      ignoreRobots: true,
      ...(state?.etag === undefined ? {} : { etag: state.etag }),
      ...(state?.lastModified === undefined ? {} : { lastModified: state.lastModified }),
    },
    {
      sourceId: source.id,
      known: services.store.captureWithPayload,
      payloadOf: services.payloadOf,
    },
  );
  const { answer } = exchanged;
  const good = goodPoll(services, source, answer.headers);
  if (answer.status === 304) {
    await services.store.commit({
      polls: [{ ...good, ...cachedBy(state), warnings: state?.warnings ?? [] }],
    });
    services.tell({ type: 'not-modified', sourceId: source.id, url: source.url });
    return { entries: 0, captured: 0, recorded: [] };
  }
  if (answer.status !== 200) throw unservedError(source, answer.status);
  const own = readListing(
    { url: answer.finalUrl, content: answer.content, headers: answer.headers },
    source.kind,
  );
  const listing = await withSitemaps(services, source, own);
  const about = { v: 1, kind: 'listing', source: { ...source } };
  const keepings = exchanged.drafts.map((draft) =>
    draft === exchanged.last ? { draft, about } : { draft },
  );
  return await services.alone(async () => {
    const kept = await keepCaptures(services, keepings);
    const capture = kept.captures.at(-1);
    if (capture === undefined) throw new TypeError('a poll without a capture');
    const { change, recorded } = await applyListing(services, source, capture, listing);
    const polls = [{ ...good, warnings: listing.warnings }];
    await services.store.commit(joined(joined(kept.change, change), { polls }));
    const count = listing.entries.length;
    services.tell({ type: 'polled', sourceId: source.id, url: source.url, entries: count });
    return { entries: count, captured: kept.captures.length, recorded };
  });
}

/** Sitemaps of an index that are read in one poll, newest first. */
const mostSitemaps = 3;

/** A sitemap index with the entries of its newest sitemaps; one that fails is a warning. */
async function withSitemaps(services: Services, source: Source, index: Listing): Promise<Listing> {
  const entries = [...index.entries];
  const warnings = [...index.warnings];
  for (const url of (index.sitemaps ?? []).slice(0, mostSitemaps)) {
    try {
      const allowPrivate = mayBePrivate(source, url);
      const { status, headers, content, finalUrl } = await services.http.fetch({
        url,
        allowPrivate,
      });
      if (status !== 200)
        warnings.push(`${url}: the server answered ${status} instead of the sitemap.`);
      else entries.push(...readListing({ url: finalUrl, content, headers }, 'sitemap').entries);
    } catch (error) {
      if (!(error instanceof ArchiveError)) throw error;
      warnings.push(error.message);
    }
  }
  return { ...index, entries, warnings };
}

/** What a listing means for the catalogue: entries to look at, and articles it carries whole. */
async function applyListing(
  services: Services,
  source: Source,
  capture: Capture,
  listing: Listing,
): Promise<{ change: Change; recorded: readonly Recorded[] }> {
  const guids = listing.entries.map((entry) => entry.guid);
  const known = new Map<string, Entry>();
  for (let from = 0; from < guids.length; from += 500) {
    const part = await services.store.entries(source.id, guids.slice(from, from + 500));
    for (const entry of part) known.set(entry.guid, entry);
  }
  const entries = oldestFirst(listing.entries)
    .map((entry) => pending(services, source, capture, entry))
    .filter((entry) => entry.told !== known.get(entry.guid)?.told);
  if (source.body !== 'feed') return { change: { entries }, recorded: [] };
  const finds = entries.flatMap((entry) => findInFeed(entry, capture) ?? []);
  const { change, recorded } = await recordFinds(services.store, finds, {
    now: services.now(),
    revisitDays: services.revisitDays,
  });
  const told = new Set(finds.map((find) => find.entry?.guid));
  const rest = entries.filter((entry) => !told.has(entry.guid));
  return { change: joined(change, { entries: rest }), recorded };
}

/** The article that an entry itself carries; undefined when it carries no text. */
export function findInFeed(entry: Entry, capture: Capture): Find | undefined {
  const { contentHtml, url, title, authors, publishedAt, updatedAt } = entry.entry;
  if (contentHtml === undefined) return undefined;
  const { article } = extractFragment({
    html: contentHtml,
    url,
    title,
    authors,
    ...(publishedAt === undefined ? {} : { publishedAt }),
    ...(updatedAt === undefined ? {} : { modifiedAt: updatedAt }),
  });
  if (article.text === '') return undefined;
  return {
    capture,
    article,
    basis: 'feed',
    extractor: extractorName,
    sourceId: entry.sourceId,
    urls: [canonicalUrl(url), url],
    entry,
    revisit: false,
  };
}

/** Feeds list newest first; articles are taken oldest first, those without a date last. */
function oldestFirst(entries: readonly FeedEntry[]): FeedEntry[] {
  const time = (entry: FeedEntry) => entry.publishedAt ?? '9';
  return [...entries]
    .reverse()
    .sort((one, other) => (time(one) < time(other) ? -1 : time(one) > time(other) ? 1 : 0));
}

/** What would be news in an entry; its HTML only where it is the body. */
function toldBy(entry: FeedEntry, source: Source): Digest {
  const { contentHtml, summaryHtml: _summary, ...told } = entry;
  return sha256(JSON.stringify(source.body === 'page' ? told : { ...told, contentHtml }));
}

function pending(services: Services, source: Source, capture: Capture, entry: FeedEntry): Entry {
  return {
    sourceId: source.id,
    guid: entry.guid,
    entry,
    told: toldBy(entry, source),
    captureId: capture.id,
    state: 'pending',
    attempts: 0,
    nextTryAt: instant(services.now()),
  };
}

function goodPoll(services: Services, source: Source, headers: Capture['headers']): PollState {
  const now = services.now();
  const etag = header(headers, 'etag');
  const lastModified = header(headers, 'last-modified');
  return {
    sourceId: source.id,
    nextPollAt: instant(now + (source.pollSeconds ?? 1800) * 1000),
    failures: 0,
    lastPollAt: instant(now),
    lastSuccessAt: instant(now),
    warnings: [],
    ...(etag === undefined ? {} : { etag }),
    ...(lastModified === undefined ? {} : { lastModified }),
  };
}

function cachedBy(state: PollState | undefined): Partial<PollState> {
  return {
    ...(state?.etag === undefined ? {} : { etag: state.etag }),
    ...(state?.lastModified === undefined ? {} : { lastModified: state.lastModified }),
  };
}

async function noteFailure(
  services: Services,
  source: Source,
  state: PollState | undefined,
  error: ArchiveError,
): Promise<void> {
  const now = services.now();
  const failures = (state?.failures ?? 0) + 1;
  await services.store.commit({
    polls: [
      {
        warnings: [],
        ...state,
        sourceId: source.id,
        nextPollAt: nextTry(now, failures - 1, source.pollSeconds ?? 1800),
        failures,
        lastPollAt: instant(now),
        lastError: error.message,
      },
    ],
  });
}

function unservedError(source: Source, status: number): ArchiveError {
  return new ArchiveError(
    'unreachable',
    `${source.url}: the server answered ${status} instead of the ${source.kind}; it is asked again later, or follow another address.`,
  );
}
