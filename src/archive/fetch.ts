import { ArchiveError, type Entry, instant, type Source } from '../model/index.ts';
import type { ArticleRecord } from '../store/index.ts';
import { articleKey, hostKey } from '../url/index.ts';
import { articleAsFound, entryAsFound, isSeenElsewhere } from './as-found.ts';
import type { FetchReport } from './fetch-report.ts';
import { deliverAll } from './hook-lane.ts';
import { keepSettingHook } from './hooks.ts';
import { imagesPrefix } from './image-lane.ts';
import { captureImages, imagesDue } from './images.ts';
import { logRound } from './looks.ts';
import { notePages } from './note-pages.ts';
import { noteSources } from './note-sources.ts';
import { pagesPrefix } from './page-lane.ts';
import { PassRights } from './pass-rights.ts';
import { pollSource } from './poll.ts';
import { leaseOf } from './schedule.ts';
import type { Services } from './services.ts';
import { asksNoPage, joinEntry, takeAgain, takeEntry } from './take.ts';
import { Tally } from './tally.ts';

export interface FetchOptions {
  /** Every source and every article still looked at, due or not. */
  readonly all?: boolean;
  /** This source only, due or not. */
  readonly sourceId?: string;
  /** Ends the pass after what is under way. */
  readonly signal?: AbortSignal;
}

/** How much of the network is waited for at once. */
const width = 16;

/**
 * One pass: sources that are due are polled, entries that are due become articles, articles that
 * are due are looked at again, images of what is new are captured. A failure is named in the
 * report and stays local.
 */
export async function fetchPass(services: Services, options: FetchOptions): Promise<FetchReport> {
  return await services.leases.during(() => onePass(services, options));
}

async function onePass(services: Services, options: FetchOptions): Promise<FetchReport> {
  await keepSettingHook(services, services.webhook);
  const tally = new Tally(services);
  const polled = await dueSources(services, options);
  await inParallel(
    spread(polled, (source) => source.url),
    options.signal,
    async (source) => {
      await pollOne(services, source, options, tally);
    },
  );
  const sources = new Map((await services.store.sources()).map((source) => [source.id, source]));
  await takeDueEntries(services, options, sources, tally);
  await visitDueArticles(services, options, sources, tally);
  if (services.images) await takeDueImages(services, options, sources, tally);
  await notePages(services);
  await noteSources(services);
  await logRound(services, tally.looks);
  // What was found for saved searches is on record behind this.
  await services.alone(async () => {});
  await deliverAll(services, options.signal ?? new AbortController().signal);
  return tally.report();
}

/** Images of what is new, and those left by a pass that was ended. */
async function takeDueImages(
  services: Services,
  options: FetchOptions,
  sources: ReadonlyMap<string, Source>,
  tally: Tally,
): Promise<void> {
  const { sourceId } = options;
  const due = await imagesDue(services, {
    ...(sourceId === undefined ? {} : { sourceId }),
    limit: 20_000,
  });
  const rights = new PassRights(services);
  await inParallel(due, options.signal, async (found) => {
    const { id, url, sourceId: of } = found;
    // What another worker captures just now is not waited for.
    await rights.use(imagesPrefix + id, url, async (own) => {
      if (services.leases.isShared && !(await articleAsFound(own, found, 'imagesDueAt'))) return;
      tally.add({ captured: await captureImages(own, sources.get(of), id) });
    });
  });
}

/** Polls a source unless another worker is at it. */
async function pollOne(
  services: Services,
  source: Source,
  { all = false, sourceId }: FetchOptions,
  tally: Tally,
): Promise<void> {
  const { store, leases, holder } = services;
  const now = services.now();
  const due = await store.leasePoll(source.id, instant(now), leaseOf(services, now));
  if (due === undefined) return;
  const isWanted = all || sourceId !== undefined || due.poll.nextPollAt <= instant(now);
  if (leases.isShared && !isWanted) {
    // Another worker has polled it since it was found.
    await store.renewPolls([source.id], { holder, until: instant(now) });
    return;
  }
  await tally.poll(source, () => pollSource(services, due));
}

async function dueSources(services: Services, options: FetchOptions): Promise<Source[]> {
  const now = instant(services.now());
  const followed = (await services.store.sources()).filter(
    (source) => source.state === 'followed' && source.kind !== 'import',
  );
  if (options.sourceId !== undefined) {
    const chosen = followed.filter((source) => source.id === options.sourceId);
    if (chosen.length > 0) return chosen;
    throw new ArchiveError(
      'not-found',
      `${options.sourceId}: no such source is followed; backissue sources lists them.`,
    );
  }
  if (options.all === true) return followed;
  const polls = new Map((await services.store.pollStates()).map((poll) => [poll.sourceId, poll]));
  return followed.filter((source) => (polls.get(source.id)?.nextPollAt ?? now) <= now);
}

async function takeDueEntries(
  services: Services,
  options: FetchOptions,
  sources: ReadonlyMap<string, Source>,
  tally: Tally,
): Promise<void> {
  const due = await services.store.dueEntries({
    ...(options.all === true ? {} : { at: instant(services.now()) }),
    ...(options.sourceId === undefined ? {} : { sourceId: options.sourceId }),
    limit: 20_000,
  });
  const wanted = due.filter((entry) => sources.get(entry.sourceId)?.state === 'followed');
  for (const turn of turnsOf(wanted, sources)) {
    await byHosts(services, options.signal, {
      things: turn,
      urlOf: (entry) => entry.entry.url,
      again: (entry) => entryAsFound(services, entry),
      act: async (own, entry) => {
        const source = sources.get(entry.sourceId);
        if (source !== undefined) await takeOne(own, source, entry, tally);
      },
    });
  }
}

/** An address is asked once a pass: a later entry of the same article joins what the first found,
 * or waits for the next pass when that failed. */
async function takeOne(
  services: Services,
  source: Source,
  entry: Entry,
  tally: Tally,
): Promise<void> {
  const { url } = entry.entry;
  if (!asksNoPage(source, entry)) {
    if (tally.asks(url)) {
      await joinEntry(services, entry, (articleId) => tally.saw(articleId));
      return;
    }
    const isSeen = entry.lastError === undefined && (await isSeenElsewhere(services, entry));
    if (isSeen && (await joinEntry(services, entry, () => true))) return;
  }
  await tally.take(url, () => takeEntry(services, source, entry));
}

/**
 * Entries in turns: those of feeds before those of sitemaps and pages, because a feed's own
 * identifier tells a re-titled article at a new address from a new one; in each the first entry of
 * an address before the others.
 */
function turnsOf(entries: readonly Entry[], sources: ReadonlyMap<string, Source>): Entry[][] {
  const isFeed = (entry: Entry) => sources.get(entry.sourceId)?.kind === 'feed';
  return [entries.filter(isFeed), entries.filter((entry) => !isFeed(entry))].flatMap((part) => {
    const seen = new Set<string>();
    const firsts: Entry[] = [];
    const others: Entry[] = [];
    for (const entry of part) {
      const key = articleKey(entry.entry.url);
      (seen.has(key) ? others : firsts).push(entry);
      seen.add(key);
    }
    return [firsts, others];
  });
}

async function visitDueArticles(
  services: Services,
  options: FetchOptions,
  sources: ReadonlyMap<string, Source>,
  tally: Tally,
): Promise<void> {
  const due = await services.store.dueVisits({
    at: options.all === true ? ('9999' as ReturnType<typeof instant>) : instant(services.now()),
    ...(options.sourceId === undefined ? {} : { sourceId: options.sourceId }),
    limit: 20_000,
  });
  const rest = due.filter((article) => !tally.saw(article.id));
  await byHosts(services, options.signal, {
    things: rest,
    urlOf: (article) => article.url,
    again: (article) => articleAsFound(services, article, 'nextVisitAt'),
    act: async (own, article) => {
      const source = sources.get(article.sourceId);
      await tally.take(article.url, () => takeAgain(own, source, article));
    },
  });
}

/** Other workers have a host for as long as a page takes; one that died has it for a minute. */
const waitMs = 1000;
const mostWaits = 90;

/** Does what is to be done by the right to ask a host for pages; what others keep us from, a little later.
 * `again`: the thing as it is by then, undefined where others have done it. */
async function byHosts<Thing extends Entry | ArticleRecord>(
  services: Services,
  signal: AbortSignal = new AbortController().signal,
  {
    urlOf,
    again,
    act,
    things,
  }: {
    readonly things: readonly Thing[];
    readonly urlOf: (thing: Thing) => Source['url'];
    readonly again: (thing: Thing) => Promise<Thing | undefined>;
    readonly act: (services: Services, thing: Thing) => Promise<void>;
  },
): Promise<void> {
  const rights = new PassRights(services);
  let left = spread(things, urlOf);
  for (let waits = 0; left.length > 0 && waits <= mostWaits && !signal.aborted; waits += 1) {
    if (waits > 0) await services.delay(waitMs, signal);
    const refused: Thing[] = [];
    await inParallel(left, signal, async (found) => {
      const url = urlOf(found);
      const isDone = await rights.use(pagesPrefix + hostKey(url), url, async (own) => {
        const now = services.leases.isShared ? await again(found) : found;
        if (now !== undefined) await act(own, now);
      });
      if (!isDone) refused.push(found);
    });
    left = refused;
  }
}

/** The same things with those of one host far apart, in a fixed order: no worker then waits for a
 * host that another is at while other hosts are idle. */
function spread<Thing extends Source | Entry | ArticleRecord>(
  things: readonly Thing[],
  urlOf: (thing: Thing) => Source['url'],
): Thing[] {
  const turns = new Map<string, number>();
  const placed = things.map((thing) => {
    const host = hostKey(urlOf(thing));
    const turn = turns.get(host) ?? 0;
    turns.set(host, turn + 1);
    return { thing, turn };
  });
  return placed.sort((one, other) => one.turn - other.turn).map(({ thing }) => thing);
}

async function inParallel<Thing>(
  things: readonly Thing[],
  signal: AbortSignal | undefined,
  act: (thing: Thing) => Promise<void>,
): Promise<void> {
  const queue = things.values();
  const work = async () => {
    for (const thing of queue) {
      if (signal?.aborted) return;
      await act(thing);
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, things.length) }, work));
}
