import { type Entry, instant, type Source } from '../model/index.ts';
import type { ArticleRecord, DuePoll, Hook } from '../store/index.ts';
import { hostKey } from '../url/index.ts';
import type { FetchReport } from './fetch-report.ts';
import type { Recorded } from './find.ts';
import { deliver, dueHooks, hooksAtOnce } from './hook-delivery.ts';
import { keepSettingHook } from './hooks.ts';
import { captureImages, imagesDue } from './images.ts';
import { type Lane, startLane } from './lane.ts';
import { logRound } from './looks.ts';
import { notePages } from './note-pages.ts';
import { noteSources } from './note-sources.ts';
import { pollSource } from './poll.ts';
import { leaseOf } from './schedule.ts';
import type { Services } from './services.ts';
import { asksNoPage, joinEntry, postponeEntry, takeAgain, takeEntry } from './take.ts';
import { Tally } from './tally.ts';

export interface KeepUpOptions {
  /** Ends the schedule after what is under way. */
  readonly signal: AbortSignal;
  /** Milliseconds between two reports; default 30000. */
  readonly roundMs?: number;
  /** Told what was done since the last report; work goes on meanwhile. A failure of it ends the schedule. */
  readonly onRound?: (report: FetchReport) => Promise<void>;
}

/** Jobs at one time. A job that waits for its host's turn is one too, hence more than connections. */
const widths = { polls: 48, pages: 48, images: 12 };
const shortRestMs = 500;
const longRestMs = 5000;
const hookRestMs = 2000;

/** A page to be asked for: of an entry that waits, or of an article that is looked at again. */
type PageJob =
  | { readonly entry: Entry; readonly source: Source; readonly host: string }
  | { readonly article: ArticleRecord; readonly host: string };

/**
 * Does what is due as it becomes due, until the signal: sources are polled, entries become articles,
 * articles are looked at again, images of what is new are captured, each kind in a lane of its own,
 * so that a long queue of pages never delays a poll. Ends when what is under way is done. Throws
 * only faults of our own disk, or damage; the other side's are in the reports.
 */
export async function keepUp(services: Services, options: KeepUpOptions): Promise<void> {
  const stop = new AbortController();
  const abort = () => stop.abort();
  options.signal.addEventListener('abort', abort, { once: true });
  if (options.signal.aborted) abort();
  await keepSettingHook(services, services.webhook);
  const tally = new Tally(services);
  const lanes = startLanes(services, tally, stop.signal);
  const work = [...lanes.map((lane) => lane.ended), rounds(services, options, tally, stop.signal)];
  try {
    // The first to fail stops the others.
    await Promise.all(work.map((end) => end.catch((thrown: unknown) => stopWith(abort, thrown))));
    await endRound(services, options, tally);
  } finally {
    options.signal.removeEventListener('abort', abort);
    await Promise.allSettled(work);
    await services.store.releasePolls(services.holder);
  }
}

function stopWith(abort: () => void, thrown: unknown): never {
  abort();
  throw thrown;
}

async function rounds(
  services: Services,
  options: KeepUpOptions,
  tally: Tally,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    await services.delay(options.roundMs ?? 30_000, signal);
    if (signal.aborted) return;
    await endRound(services, options, tally);
  }
}

/** The tally is cut whether anybody hears of it or not, for it grows until then. */
async function endRound(services: Services, options: KeepUpOptions, tally: Tally): Promise<void> {
  await notePages(services);
  await noteSources(services);
  await logRound(services, tally.looks);
  const report = tally.cut();
  await options.onRound?.(report);
}

function startLanes(services: Services, tally: Tally, signal: AbortSignal): readonly Lane[] {
  const common = { delay: services.delay, signal };
  const imageLane = startImageLane(services, tally, common);
  const show = (recorded: readonly Recorded[]) => {
    if (recorded.some(({ outcome }) => outcome !== 'unchanged')) imageLane.wake();
  };
  const pageLane = startPageLane(services, tally, common, show);
  const pollLane = startLane<DuePoll>({
    ...common,
    width: widths.polls,
    take: async (room) => {
      const now = services.now();
      const lease = leaseOf(services, now);
      return await services.store.leasePolls({ at: instant(now), lease, limit: room });
    },
    act: async (due) => {
      await tally.poll(due.source, async () => {
        const polled = await pollSource(services, due);
        show(polled.recorded);
        return polled;
      });
      pageLane.wake();
    },
    restMs: async () => untilNextPoll(services),
  });
  return [pollLane, pageLane, imageLane, startHookLane(services, common)];
}

/** Each hook is sent one message at a time. */
function startHookLane(
  services: Services,
  common: Pick<Parameters<typeof startLane>[0], 'delay' | 'signal'>,
): Lane {
  const busy = new Set<string>();
  return startLane<Hook>({
    ...common,
    width: hooksAtOnce,
    take: async (room) => {
      const due = (await dueHooks(services, busy)).slice(0, room);
      for (const { id } of due) busy.add(id);
      return due;
    },
    act: async (hook) => {
      try {
        await deliver(services, hook, common.signal);
      } finally {
        busy.delete(hook.id);
      }
    },
    restMs: async () => hookRestMs,
  });
}

/** Another process may follow a source at any time, so a rest is never long. */
async function untilNextPoll(services: Services): Promise<number> {
  const next = await services.store.nextPollAt();
  if (next === undefined) return longRestMs;
  return Math.min(longRestMs, Math.max(shortRestMs, Date.parse(next) - services.now()));
}

/** Images of what is new, and those that were left when the schedule last stopped. */
function startImageLane(
  services: Services,
  tally: Tally,
  common: Pick<Parameters<typeof startLane>[0], 'delay' | 'signal'>,
): Lane {
  const busy = new Set<string>();
  return startLane<ArticleRecord>({
    ...common,
    width: widths.images,
    take: async (room) => {
      if (!services.images) return [];
      const due = await imagesDue(services, { without: [...busy], limit: room });
      for (const { id } of due) busy.add(id);
      return due;
    },
    act: async (article) => {
      try {
        const source = await services.store.source(article.sourceId);
        tally.add({ captured: await captureImages(services, source, article.id) });
      } finally {
        busy.delete(article.id);
      }
    },
    restMs: async () => longRestMs,
  });
}

/** One page of a host at a time: a host's next poll then waits for one page, not for all. */
function startPageLane(
  services: Services,
  tally: Tally,
  common: Pick<Parameters<typeof startLane>[0], 'delay' | 'signal'>,
  show: (recorded: readonly Recorded[]) => void,
): Lane {
  const busy = new Set<string>();
  return startLane<PageJob>({
    ...common,
    width: widths.pages,
    take: async (room) => {
      const jobs = await duePages(services, room, busy);
      for (const { host } of jobs) busy.add(host);
      return jobs;
    },
    act: async (job) => {
      try {
        show(await takeJob(services, job, tally));
      } finally {
        busy.delete(job.host);
      }
    },
    restMs: async () => longRestMs,
  });
}

async function duePages(
  services: Services,
  room: number,
  busy: ReadonlySet<string>,
): Promise<PageJob[]> {
  const at = instant(services.now());
  const taken = new Set(busy);
  const query = () => ({ at, perHost: 1, withoutHosts: [...taken], limit: room - jobs.length });
  const jobs: PageJob[] = [];
  for (const entry of await services.store.dueEntries(query())) {
    const source = await services.store.source(entry.sourceId);
    const host = hostKey(entry.entry.url);
    if (source === undefined || taken.has(host)) continue;
    taken.add(host);
    jobs.push({ entry, source, host });
  }
  if (jobs.length >= room) return jobs;
  for (const article of await services.store.dueVisits(query())) {
    const host = hostKey(article.url);
    if (taken.has(host)) continue;
    taken.add(host);
    jobs.push({ article, host });
  }
  return jobs;
}

async function takeJob(services: Services, job: PageJob, tally: Tally): Promise<Recorded[]> {
  const recorded: Recorded[] = [];
  const note = (taken: Awaited<ReturnType<typeof takeEntry>>) => {
    if (taken.recorded !== undefined) recorded.push(taken.recorded);
    return taken;
  };
  if ('article' in job) {
    const { article } = job;
    const source = await services.store.source(article.sourceId);
    await tally.take(article.url, async () => note(await takeAgain(services, source, article)));
    return recorded;
  }
  const { entry, source } = job;
  // An entry that was asked for itself is asked for again when its own time has come.
  const isAsked = !asksNoPage(source, entry) && tally.asks(entry.entry.url);
  if (isAsked && entry.lastError === undefined) {
    const isJoined = await joinEntry(services, entry, (articleId) => tally.saw(articleId));
    if (!isJoined) await postponeEntry(services, entry);
    return recorded;
  }
  await tally.take(entry.entry.url, async () => note(await takeEntry(services, source, entry)));
  return recorded;
}
