import { type ArchiveError, type Instant, instant } from '../model/index.ts';
import type { DuePoll } from '../store/index.ts';
import { throwUnlessAway, worstOf } from './away.ts';
import { watchClock } from './clock-apart.ts';
import type { FetchReport } from './fetch-report.ts';
import type { Recorded } from './find.ts';
import { startHookLane } from './hook-lane.ts';
import { keepSettingHook } from './hooks.ts';
import { startImageLane } from './image-lane.ts';
import { type Lane, startLane } from './lane.ts';
import { logRound } from './looks.ts';
import { notePages } from './note-pages.ts';
import { noteSources } from './note-sources.ts';
import { outlast } from './outlast.ts';
import { startPageLane } from './page-lane.ts';
import { pollSource } from './poll.ts';
import { leaseOf } from './schedule.ts';
import type { Services } from './services.ts';
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

/**
 * Does what is due as it becomes due, until the signal: sources are polled, entries become articles,
 * articles are looked at again, images of what is new are captured, each kind in a lane of its own,
 * so that a long queue of pages never delays a poll. Ends when what is under way is done. A database that goes
 * away is waited for, and so is a bucket that was when the archive was opened (`away`). Throws only faults of our own
 * disk or clock, or damage; the other side's are in the reports.
 */
export async function keepUp(
  services: Services,
  options: KeepUpOptions,
  away?: ArchiveError,
): Promise<void> {
  const lanes = () => services.leases.during(() => keepLanes(services, options));
  await outlast(services, options.signal, lanes, away);
}

async function keepLanes(services: Services, options: KeepUpOptions): Promise<void> {
  const stop = new AbortController();
  const abort = () => stop.abort();
  options.signal.addEventListener('abort', abort, { once: true });
  if (options.signal.aborted) abort();
  await keepSettingHook(services, services.webhook);
  const tally = new Tally(services);
  const lanes = startLanes(services, tally, stop.signal);
  const work = [
    ...lanes.map((lane) => lane.ended),
    rounds(services, options, tally, stop.signal),
    watchClock(services, stop.signal),
  ];
  try {
    // The first to fail stops the others.
    await allEnded(work.map((end) => end.catch((thrown: unknown) => stopWith(abort, thrown))));
    await endRound(services, options, tally);
  } finally {
    options.signal.removeEventListener('abort', abort);
    await services.store.releasePolls(services.holder).catch(throwUnlessAway);
  }
}

/** Waits for all; then throws the worst of what they threw. */
async function allEnded(work: readonly Promise<void>[]): Promise<void> {
  const ends = await Promise.allSettled(work);
  const faults = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason as unknown] : []));
  if (faults.length > 0) throw worstOf(faults);
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
  const slowly = { ...common, restMs: async () => longRestMs };
  const imageLane = startImageLane(services, tally, { ...slowly, width: widths.images });
  const show = (recorded: readonly Recorded[]) => {
    if (recorded.some(({ outcome }) => outcome !== 'unchanged')) imageLane.wake();
  };
  const pageLane = startPageLane(services, tally, { ...slowly, width: widths.pages }, show);
  let lookedAt = instant(0);
  const pollLane = startLane<DuePoll>({
    ...common,
    width: widths.polls,
    take: async (room) => {
      const now = services.now();
      lookedAt = instant(now);
      const lease = leaseOf(services, now);
      return await services.store.leasePolls({ at: lookedAt, lease, limit: room });
    },
    act: async (due) => {
      await tally.poll(due.source, async () => {
        const polled = await pollSource(services, due);
        show(polled.recorded);
        return polled;
      });
      pageLane.wake();
    },
    restMs: async () => untilNextPoll(services, lookedAt),
  });
  const hookLane = startHookLane(services, { ...common, restMs: async () => hookRestMs });
  return [pollLane, pageLane, imageLane, hookLane];
}

/** Another process may follow a source at any time, so a rest is never long. What was due already when it was
 * looked for is polled by other workers. */
async function untilNextPoll(services: Services, lookedAt: Instant): Promise<number> {
  const next = await services.store.nextPollAt();
  if (next === undefined) return longRestMs;
  if (services.leases.isShared && next <= lookedAt) return longRestMs;
  return Math.min(longRestMs, Math.max(shortRestMs, Date.parse(next) - services.now()));
}
