import { type FeedHints, parseShapeMemory } from '../feed/index.ts';
import { minuteOf, type Observation, pollAfterSeconds } from '../guardian/index.ts';
import { plainText } from '../html/index.ts';
import { freshForSeconds, type HttpAnswer, header } from '../http/index.ts';
import { type FeedEntry, type Instant, instant, type PollState } from '../model/index.ts';
import type { DuePoll } from '../store/index.ts';
import { keptJar } from './asking.ts';
import type { Listing } from './document.ts';
import { healthParts, type Judged, judge, watchOf } from './health.ts';
import type { Logged } from './page-log.ts';
import type { PollFailure } from './poll-failure.ts';
import type { Services } from './services.ts';

/** What a document brought that is not as it was. */
export interface News {
  readonly listing: Listing;
  /** Its entries that were never told before. */
  readonly fresh: readonly FeedEntry[];
  readonly documents?: PollState['documents'];
  /** Whether the listing has only the entries of what was modified: their number tells nothing. */
  readonly isPart: boolean;
}

/** Bounds of the time between two polls, in seconds. */
const least = 300;
const most = 6 * 3600;

/** The state of a source after an answer; without news its document is as it was. */
export function afterAnswer(
  services: Services,
  due: DuePoll,
  answer: HttpAnswer,
  also: { readonly news?: News; readonly pages: Logged; readonly pushedFor?: number | undefined },
): PollState {
  const { poll } = due;
  const { news, pages } = also;
  const now = services.now();
  // What this answer does not tell again is no more.
  const {
    lastError: _error,
    etag: _etag,
    lastModified: _modified,
    asks: _asks,
    ...standing
  } = poll;
  const asks = news === undefined ? poll.asks : asksOf(news.listing.hints);
  const judged = judge(poll, [...pages.seen, ...seenIn(due, answer, news, now)], now);
  return {
    ...withoutTraces(standing),
    ...healthParts(judged),
    ...learned(services, due, pages),
    ...validatorsOf(answer, news === undefined ? poll : {}),
    ...(asks === undefined ? {} : { asks }),
    ...(news?.documents === undefined ? {} : { documents: news.documents }),
    nextPollAt: next(services, due, judged, {
      failures: 0,
      freshSeconds: freshForSeconds(answer.headers, now),
      ...(asks === undefined ? {} : { asks }),
      pushedFor: also.pushedFor,
    }),
    failures: 0,
    lastPollAt: instant(now),
    lastSuccessAt: instant(now),
    warnings: news?.listing.warnings ?? poll.warnings,
  };
}

/** The state of a source after a poll that failed. */
export function afterFailure(
  services: Services,
  due: DuePoll,
  { error, failure, isOurs }: PollFailure,
  also: { readonly pages: Logged; readonly retryAfterMs?: number },
): PollState {
  const { poll } = due;
  const now = services.now();
  const failures = poll.failures + 1;
  const at = instant(now);
  const told: readonly Observation[] =
    failure === undefined ? [] : [{ kind: 'failed', at, failure, message: error.message }];
  const judged = judge(poll, [...also.pages.seen, ...told], now);
  return {
    ...withoutTraces(poll),
    ...healthParts(judged),
    ...learned(services, due, also.pages),
    nextPollAt: next(services, due, judged, {
      failures: patience(poll, isOurs === true),
      ...(also.retryAfterMs === undefined ? {} : { retryAfterSeconds: also.retryAfterMs / 1000 }),
    }),
    failures,
    lastPollAt: at,
    lastError: error.message,
    ...(poll.standIn === undefined ? {} : { standIn: { ...poll.standIn, ownAskedAt: at } }),
  };
}

/** The state of a source after a poll of nothing but what stands in for it. */
export function afterStandIn(services: Services, due: DuePoll): PollState {
  const watch = watchOf(due.poll);
  const judged = { ...(watch && { watch }), findings: [] };
  const nextPollAt = next(services, due, judged, { failures: 0 });
  return { ...due.poll, nextPollAt, lastPollAt: instant(services.now()) };
}

/** How many failures the next poll backs off for. What stands in for a source is to be read in the
 * usual rhythm, and when our own network comes back it is not to be waited for. */
function patience(poll: PollState, isOurs: boolean): number {
  if (poll.standIn !== undefined) return 0;
  return isOurs ? 1 : poll.failures + 1;
}

/** The state of a source with what was seen of its pages between two polls. */
export function afterPages(services: Services, due: DuePoll, pages: Logged): PollState {
  const { poll } = due;
  const judged = judge(poll, pages.seen, services.now());
  return { ...withoutTraces(poll), ...healthParts(judged), ...learned(services, due, pages) };
}

/** Without the members that are made anew: what is missing then is no more. */
function withoutTraces(poll: PollState): PollState {
  const { watch: _watch, findings: _findings, shapes: _shapes, jar: _jar, ...rest } = poll;
  return rest;
}

function learned(
  services: Services,
  { source, poll }: DuePoll,
  pages: Logged,
): Pick<PollState, 'shapes' | 'jar'> {
  const shapes = pages.learn(shapesOf(poll));
  const jar = keptJar(services, source, poll.jar);
  return {
    ...(shapes === undefined ? {} : { shapes: JSON.stringify(shapes) }),
    ...(jar === undefined ? {} : { jar }),
  };
}

export const shapesOf = (poll: PollState) => parseShapeMemory(poll.shapes);

/** What the next answer is asked for with; what this one was given by, or the one before it. */
function validatorsOf(
  answer: HttpAnswer,
  before: Pick<PollState, 'etag' | 'lastModified'>,
): Pick<PollState, 'etag' | 'lastModified'> {
  const etag = header(answer.headers, 'etag') ?? before.etag;
  const lastModified = header(answer.headers, 'last-modified') ?? before.lastModified;
  return {
    ...(etag === undefined ? {} : { etag }),
    ...(lastModified === undefined ? {} : { lastModified }),
  };
}

function asksOf(hints: FeedHints | undefined): PollState['asks'] {
  const { pollSeconds, skipHours, skipDays, movedTo } = hints ?? {};
  const asks = {
    ...(pollSeconds === undefined ? {} : { pollSeconds }),
    ...(skipHours === undefined ? {} : { skipHours }),
    ...(skipDays === undefined ? {} : { skipDays }),
    ...(movedTo === undefined ? {} : { movedTo }),
  };
  return Object.keys(asks).length === 0 ? undefined : asks;
}

/** What an answer shows the guardian: where it has moved to, and what it lists. */
function seenIn(
  { source, poll }: DuePoll,
  answer: HttpAnswer,
  news: News | undefined,
  now: number,
): Observation[] {
  const at = instant(now);
  const told = news === undefined ? poll.asks?.movedTo : news.listing.hints?.movedTo;
  const to = answer.permanentUrl ?? told;
  // Many feeds name the address that they have as the new one, for ever.
  const moved: Observation[] =
    to === undefined || to === source.url ? [] : [{ kind: 'moved', at, to }];
  if (news === undefined) return [...moved, { kind: 'unchanged', at }];
  const { entries } = news.listing;
  const listing: Observation = {
    kind: 'listing',
    at,
    items: news.isPart ? Math.max(entries.length, watchOf(poll)?.items ?? 0) : entries.length,
    fresh: [...new Set([...news.fresh, ...toldMeanwhile(poll, entries, now)])].map((entry) => {
      const told = entry.publishedAt ?? entry.updatedAt;
      const length = lengthOf(entry);
      return {
        ...(told === undefined ? {} : { at: told }),
        ...(length === undefined ? {} : { length }),
      };
    }),
    lengths: entries.flatMap((entry) => lengthOf(entry) ?? []),
  };
  return [...moved, listing];
}

/** What a stand-in told first: it has come to the document itself all the same. */
function toldMeanwhile(
  poll: PollState,
  entries: readonly FeedEntry[],
  now: number,
): readonly FeedEntry[] {
  const last = watchOf(poll)?.arrivals.at(-1);
  if (last === undefined || (poll.standIn === undefined && poll.failures === 0)) return [];
  return entries.filter(({ publishedAt }) => {
    const minute = publishedAt === undefined ? Number.NaN : minuteOf(publishedAt);
    return minute > last && minute * 60_000 <= now;
  });
}

/** Characters of text that an entry carries itself. */
function lengthOf(entry: FeedEntry): number | undefined {
  const html = entry.contentHtml ?? entry.summaryHtml;
  return html === undefined ? undefined : plainText(html).length;
}

interface Wishes {
  readonly failures: number;
  readonly freshSeconds?: number;
  readonly asks?: PollState['asks'];
  readonly retryAfterSeconds?: number;
  readonly pushedFor?: number | undefined;
}

function next(
  services: Services,
  { source, poll }: DuePoll,
  judged: Judged,
  wishes: Wishes,
): Instant {
  const now = services.now();
  const { asks, pushedFor, ...rest } = wishes;
  const fixed = source.pollSeconds;
  const seconds = pollAfterSeconds({
    ...rest,
    watch: judged.watch,
    now: instant(now),
    salt: source.id,
    standIn: poll.standIn !== undefined,
    askedSeconds: asks?.pollSeconds,
    skipHours: asks?.skipHours,
    skipDays: asks?.skipDays,
    fixedSeconds: fixed,
    least: Math.min(least, fixed ?? least),
    pushed: pushedFor !== undefined,
    // The subscription is renewed with a poll, so one has to come when it is time.
    most: Math.max(least, Math.min(pushedFor ?? most, Math.max(most, fixed ?? most))),
  });
  return instant(now + seconds * 1000);
}
