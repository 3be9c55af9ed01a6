import type { ArchiveError } from '../model/index.ts';
import { DatabaseAway } from '../store/index.ts';
import { bucketAway } from './away.ts';
import { recoverCaptures } from './recover.ts';
import { settleRewrites } from './rewrite-captures.ts';
import type { Services } from './services.ts';
import { finishTakedowns } from './takedown.ts';

/** The first pause before what went away is asked again, in ms; each is twice as long as the one before. */
const firstPauseMs = 1000;
const longestPauseMs = 60_000;
/** What was back for so long begins with the first pause when it goes again. */
const steadyMs = 60_000;

/**
 * Does work that goes on until the signal, and again from its beginning each time that the database went away and is back;
 * where the bucket of captures was `away` when the archive was opened, once that is back. Each is told once, and once
 * that it is back; what had been captured by then, and nobody knows whether it is on record, is put there
 * first. Ends without a fault where the signal comes while either is away: what lies on disk is taken in at the next
 * start. Throws whatever else the work throws.
 */
export async function outlast(
  services: Services,
  signal: AbortSignal,
  work: () => Promise<void>,
  away?: ArchiveError,
): Promise<void> {
  const wait = startWaiting(services, signal);
  if (away !== undefined && !(await wait(away))) return;
  for (;;) {
    try {
      return await work();
    } catch (thrown) {
      if (!(thrown instanceof DatabaseAway)) throw thrown;
      if (!(await wait(thrown))) return;
    }
  }
}

/** What waits until database and bucket are back; gives whether they are, or the signal came. */
function startWaiting(
  services: Services,
  signal: AbortSignal,
): (away: ArchiveError) => Promise<boolean> {
  const { now, delay } = services;
  let pauseMs = firstPauseMs;
  let backAt = Number.NEGATIVE_INFINITY;
  return async (away) => {
    const telling = startTelling(services);
    telling.away(away);
    if (now() - backAt > steadyMs) pauseMs = firstPauseMs;
    for (;;) {
      await delay(pauseMs, signal);
      if (signal.aborted) return false;
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
      const fault = await stillAway(services);
      if (fault !== undefined) {
        telling.away(fault);
        continue;
      }
      backAt = now();
      telling.back();
      return true;
    }
  };
}

/** Tells of database and bucket once that each is away, and once that it is back. */
function startTelling({ tell }: Services) {
  const told = new Set<'database' | 'bucket'>();
  return {
    away(fault: ArchiveError) {
      const type = fault instanceof DatabaseAway ? 'database' : 'bucket';
      if (told.has(type)) return;
      told.add(type);
      const why = fault.message.replace(/\.$/, '');
      // The bucket may be there, and a file still with the worker that captured it.
      const waits =
        type === 'database'
          ? `${why}; work goes on when it is back.`
          : `Captures in the bucket cannot be had now: ${why}; work goes on when they can.`;
      tell({ type, state: 'away', message: waits });
    },
    back() {
      for (const type of told) {
        const back = type === 'database' ? 'The database is back' : 'Captures can be had again';
        tell({ type, state: 'back', message: `${back}; work goes on.` });
      }
    },
  };
}

/** What does not answer yet, of the database and the bucket of captures, which may be read so that the database knows all
 * that was captured meanwhile; undefined: both do, and it does. */
async function stillAway(services: Services): Promise<ArchiveError | undefined> {
  try {
    // What was being polled is polled again, now and not when its lease is over.
    await services.store.releasePolls(services.holder);
    await services.alone(async () => {
      // What is written while files are read goes into another.
      await services.warc?.leave();
      await settleRewrites(services);
      await recoverCaptures(services);
    });
    await finishTakedowns(services);
    return undefined;
  } catch (thrown) {
    if (thrown instanceof DatabaseAway) return thrown;
    const away = bucketAway(services, thrown);
    if (away === undefined) throw thrown;
    return away;
  }
}
