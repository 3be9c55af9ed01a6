import { draftExchanges, type Exchanged } from '../capture/index.ts';
import { ArchiveError, type Source } from '../model/index.ts';
import type { DuePoll } from '../store/index.ts';
import { type Listing, readListing } from './document.ts';
import type { Recorded } from './find.ts';
import { meaningOf } from './listing-meaning.ts';
import { afterAnswer, afterFailure } from './poll-state.ts';
import { notePoll } from './recorder.ts';
import type { Services } from './services.ts';
import { mayBePrivate } from './visit.ts';

/** What one poll brought. */
export interface Polled {
  readonly entries: number;
  readonly captured: number;
  readonly recorded: readonly Recorded[];
}

/**
 * Asks a leased source for its document and puts what is new on record: the document's capture, its
 * entries, and the articles of entries that carry their text when the source's body is `feed`. All
 * of it in one commit, so that a crash leaves either the poll undone or every entry due. Throws
 * ArchiveError after the failure itself is on record; `conflict` when the lease was lost meanwhile.
 */
export async function pollSource(services: Services, due: DuePoll): Promise<Polled> {
  try {
    return await poll(services, due);
  } catch (error) {
    if (error instanceof ArchiveError && error.code !== 'conflict') {
      await notePoll(services, afterFailure(services, due, error));
    }
    throw error;
  }
}

async function poll(services: Services, due: DuePoll): Promise<Polled> {
  const { source } = due;
  const exchanged = await ask(services, due);
  const { answer } = exchanged;
  if (answer.status === 304) {
    await notePoll(services, afterAnswer(services, due, answer.headers));
    services.tell({ type: 'not-modified', sourceId: source.id, url: source.url });
    return { entries: 0, captured: 0, recorded: [] };
  }
  if (answer.status !== 200) throw unservedError(source, answer.status);
  const own = readListing(
    { url: answer.finalUrl, content: answer.content, headers: answer.headers },
    source.kind,
  );
  return await keepListing(services, due, exchanged, await withSitemaps(services, source, own));
}

async function ask(services: Services, { source, poll }: DuePoll): Promise<Exchanged> {
  return await draftExchanges(
    services.http,
    {
      url: source.url,
      allowPrivate: source.allowPrivate,
      ignoreRobots: true,
      ...(poll.etag === undefined ? {} : { etag: poll.etag }),
      ...(poll.lastModified === undefined ? {} : { lastModified: poll.lastModified }),
    },
    {
      sourceId: source.id,
      known: services.store.captureWithPayload,
      payloadOf: services.payloadOf,
    },
  );
}

async function keepListing(
  services: Services,
  due: DuePoll,
  exchanged: Exchanged,
  listing: Listing,
): Promise<Polled> {
  const { source } = due;
  const about = { v: 1, kind: 'listing', source: { ...source } };
  const keepings = exchanged.drafts.map((draft) =>
    draft === exchanged.last ? { draft, about } : { draft },
  );
  const { captures, recorded } = await services.record({
    keepings,
    means: async (kept) => {
      const capture = kept.at(-1);
      if (capture === undefined) throw new TypeError('a poll without a capture');
      const { finds, entries } = await meaningOf(services, source, capture, listing);
      const polls = [afterAnswer(services, due, exchanged.answer.headers, listing)];
      return { finds, change: { entries, polls } };
    },
  });
  const count = listing.entries.length;
  services.tell({ type: 'polled', sourceId: source.id, url: source.url, entries: count });
  return { entries: count, captured: captures.length, recorded };
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

function unservedError(source: Source, status: number): ArchiveError {
  return new ArchiveError(
    'unreachable',
    `${source.url}: the server answered ${status} instead of the ${source.kind}; it is asked again later, or follow another address.`,
  );
}
