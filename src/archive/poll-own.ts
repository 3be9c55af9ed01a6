import { type Draft, draftExchanges, type Exchanged } from '../capture/index.ts';
import { failureKind, failureRetryAfterMs } from '../http/index.ts';
import { ArchiveError, type Header, type PollState, type Url } from '../model/index.ts';
import type { DuePoll } from '../store/index.ts';
import { hostKey } from '../url/index.ts';
import { exchangeKeepings, openlyTold, partKeepings } from './about.ts';
import { askingFor, beginJar } from './asking.ts';
import type { Keeping } from './deed.ts';
import { type Listing, readListing } from './document.ts';
import { draftOptions } from './draft-options.ts';
import { meaningOf } from './listing-meaning.ts';
import {
  failureOfError,
  failureOfPage,
  failureOfStatus,
  type PollFailure,
} from './poll-failure.ts';
import { afterAnswer, afterFailure, shapesOf } from './poll-state.ts';
import type { Polled } from './polled.ts';
import type { Services } from './services.ts';
import { readSitemaps } from './sitemaps.ts';

/** What polling a source's own document brought. */
export type OwnPoll =
  | {
      readonly polled: Polled;
      readonly poll: PollState;
      readonly listing?: Listing;
      /** Of the answer. */
      readonly headers: readonly Header[];
      readonly url: Url;
    }
  | { readonly error: ArchiveError; readonly poll: PollState };

/**
 * Asks a leased source for its own document and puts what is new on record, in one commit that ends
 * the lease: the captures, the entries, the articles they carry, and the state of the source. A
 * failure is put on record too and given. Throws `conflict` when the lease was lost, and what our
 * own disk throws.
 */
export async function pollOwn(services: Services, due: DuePoll): Promise<OwnPoll> {
  const { source } = due;
  let exchanged: Exchanged;
  try {
    exchanged = await askTwice(services, due);
    services.weather.good(services.now());
  } catch (thrown) {
    if (!(thrown instanceof ArchiveError) || thrown.code === 'internal') throw thrown;
    return await failed(services, due, weathered(services, due, failureOfError(thrown)), {
      retryAfterMs: failureRetryAfterMs(thrown),
    });
  }
  const { answer } = exchanged;
  const { retryAfterMs } = answer;
  const reading = readOwn(due, exchanged);
  if ('error' in reading) {
    return await failed(services, due, reading, { exchanged, retryAfterMs });
  }
  if (reading.listing !== undefined) {
    return await keepNews(services, due, exchanged, reading.listing);
  }
  const pages = services.pages.take(source.id);
  const poll = afterAnswer(services, due, answer, {
    pages,
    pushedFor: await pushedFor(services, due),
  });
  await services.record({ keepings: [], means: async () => ({ change: { polls: [poll] } }) });
  services.tell({ type: 'not-modified', sourceId: source.id, url: source.url });
  const { headers, finalUrl: url } = answer;
  return { polled: { entries: 0, captured: 0, recorded: [] }, poll, headers, url };
}

/** Asks; a circle of redirects may be one for want of cookies, and is walked once more with a jar. */
async function askTwice(services: Services, due: DuePoll): Promise<Exchanged> {
  try {
    return await ask(services, due);
  } catch (thrown) {
    if (failureKind(thrown) !== 'redirect' || !beginJar(services, due.source)) throw thrown;
    return await ask(services, due);
  }
}

async function ask(services: Services, { source, poll }: DuePoll): Promise<Exchanged> {
  return await draftExchanges(
    services.http,
    {
      url: source.url,
      allowPrivate: source.allowPrivate,
      ignoreRobots: true,
      ...(await askingFor(services, source, source.url, poll)),
      ...validatorsFor(poll),
    },
    draftOptions(services, source),
  );
}

/** An index of sitemaps without dates stays the same while they change, so it is asked for whole. */
function validatorsFor({ etag, lastModified, documents = {} }: PollState) {
  if (Object.keys(documents).length > 0) return {};
  return {
    ...(etag === undefined ? {} : { etag }),
    ...(lastModified === undefined ? {} : { lastModified }),
  };
}

/** A failure that hosts everywhere share is our network's, and says nothing of this source. */
function weathered(services: Services, { source }: DuePoll, failed: PollFailure): PollFailure {
  if (!['timeout', 'dns', 'unreachable'].includes(failed.failure ?? '')) return failed;
  services.weather.bad(hostKey(source.url), services.now());
  const isOurs = services.weather.isOurs(services.now());
  return isOurs ? { error: failed.error, isOurs } : failed;
}

/** The listing in an answer; none when it is as before; or why there is none. */
function readOwn(
  { source, poll }: DuePoll,
  { answer }: Exchanged,
): { readonly listing?: Listing } | PollFailure {
  if (answer.status === 304) return {};
  if (answer.status !== 200) return failureOfStatus(source, answer);
  const { finalUrl: url, content, headers } = answer;
  try {
    const listing = readListing({ url, content, headers }, source.kind, shapesOf(poll));
    // A section page is a page; so is what keeps readers out of it.
    return (listing.kind === 'page' ? failureOfPage(source, answer) : undefined) ?? { listing };
  } catch (thrown) {
    if (!(thrown instanceof ArchiveError)) throw thrown;
    return failureOfPage(source, answer) ?? { error: thrown, failure: 'not-a-feed' };
  }
}

async function failed(
  services: Services,
  due: DuePoll,
  failure: PollFailure,
  also: { readonly exchanged?: Exchanged; readonly retryAfterMs?: number | undefined },
): Promise<OwnPoll> {
  const { exchanged, retryAfterMs } = also;
  const pages = services.pages.take(due.source.id);
  const poll = afterFailure(services, due, failure, {
    pages,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
  // What came instead is evidence: of a move, a captcha, an error page.
  const about = { v: 1, kind: 'evidence', source: due.source.id };
  const keepings = exchanged === undefined ? [] : exchangeKeepings(exchanged, about);
  await services.record({ keepings, means: async () => ({ change: { polls: [poll] } }) });
  return { error: failure.error, poll };
}

async function keepNews(
  services: Services,
  due: DuePoll,
  exchanged: Exchanged,
  own: Listing,
): Promise<OwnPoll> {
  const { source } = due;
  const { listing, drafts, documents, isPart } = await whole(services, due, own);
  const pages = services.pages.take(source.id);
  const pushed = await pushedFor(services, due);
  let poll: PollState | undefined;
  const { captures, recorded } = await services.record({
    keepings: [...partKeepings(source, drafts), ...listingKeepings(due, exchanged)],
    means: async (kept, store) => {
      const capture = kept.at(-1);
      if (capture === undefined) throw new TypeError('a poll without a capture');
      const means = { ...services, store };
      const { finds, entries, fresh } = await meaningOf(means, source, capture, listing);
      const news = { listing, fresh, isPart, ...(documents === undefined ? {} : { documents }) };
      poll = afterAnswer(services, due, exchanged.answer, { news, pages, pushedFor: pushed });
      return { finds, change: { entries, polls: [poll] } };
    },
  });
  const entries = listing.entries.length;
  services.tell({ type: 'polled', sourceId: source.id, url: source.url, entries });
  if (poll === undefined) throw new TypeError('a poll without a state');
  const { headers, finalUrl: url } = exchanged.answer;
  const polled = { entries, captured: captures.length, recorded };
  return { polled, poll, listing, headers, url };
}

/** A sitemap with what the sitemaps it names list; any other listing as it is. */
async function whole(
  services: Services,
  { source, poll }: DuePoll,
  listing: Listing,
): Promise<{
  readonly listing: Listing;
  readonly drafts: readonly Draft[];
  readonly documents?: PollState['documents'];
  readonly isPart: boolean;
}> {
  if (listing.kind !== 'sitemap') return { listing, drafts: [], isPart: false };
  const memory = shapesOf(poll);
  const { entries, warnings, drafts, validators, isPart } = await readSitemaps(
    services,
    source,
    listing,
    {
      askedFor: source,
      ...(poll.documents === undefined ? {} : { known: poll.documents }),
      ...(memory === undefined ? {} : { memory }),
    },
  );
  return { listing: { ...listing, entries, warnings }, drafts, documents: validators, isPart };
}

/** The captures of a listing, what it was for told with the last. Secrets are not told. */
function listingKeepings({ source, poll }: DuePoll, exchanged: Exchanged): Keeping[] {
  const shapes = source.kind === 'page' || source.kind === 'sitemap' ? poll.shapes : undefined;
  return exchangeKeepings(exchanged, {
    v: 1,
    kind: 'listing',
    source: openlyTold(source),
    // What was learned of its addresses decides what is read as an entry.
    ...(shapes === undefined ? {} : { shapes }),
  });
}

/** For how many seconds from now a hub tells us of news; undefined: it does not. */
async function pushedFor(services: Services, { source }: DuePoll): Promise<number | undefined> {
  if (services.publicUrl === undefined) return undefined;
  const push = await services.store.push(source.id);
  if (push?.state !== 'active') return undefined;
  const seconds = (Date.parse(push.until) - services.now()) / 1000;
  return seconds > 0 ? seconds : undefined;
}
