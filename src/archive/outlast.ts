import { ArchiveError } from '../model/index.ts';
import { DatabaseAway } from '../store/index.ts';
import { recoverCaptures } from './recover.ts';
import { settleRewrites } from './rewrite-captures.ts';
import type { Services } from './services.ts';
import { finishTakedowns } from './takedown.ts';

/** The first pause before a database that went away is asked again, in ms; each is twice as long as the one before. */
const firstPauseMs = 1000;
const longestPauseMs = 60_000;
/** What was back for so long begins with the first pause when it goes again. */
const steadyMs = 60_000;

/**
 * Does work that goes on until the signal, and again from its beginning each time that the database went away and is back.
 * That is told once, and once that it is back; what the work had captured by then, and nobody knows whether it is
 * on record, is put there first. Ends without a fault where the signal comes while the database is away: what
 * lies on disk is taken in at the next start. Throws whatever else the work throws.
 */
export async function outlast(
  services: Services,
  signal: AbortSignal,
  work: () => Promise<void>,
): Promise<void> {
  const wait = startWaiting(services, signal);
  for (;;) {
    try {
      return await work();
    } catch (thrown) {
      if (!(thrown instanceof DatabaseAway)) throw thrown;
      if (!(await wait(thrown))) return;
    }
  }
}

/** What waits until a database is back; gives whether it is, or the signal came. */
function startWaiting(
  services: Services,
  signal: AbortSignal,
): (away: DatabaseAway) => Promise<boolean> {
  const { now, delay, tell } = services;
  let pauseMs = firstPauseMs;
  let backAt = Number.NEGATIVE_INFINITY;
  return async ({ message: why }) => {
    const message = `${why.replace(/\.$/, '')}; work goes on when it is back.`;
    tell({ type: 'database', state: 'away', message });
    const told = new Set<string>();
    if (now() - backAt > steadyMs) pauseMs = firstPauseMs;
    for (;;) {
      await delay(pauseMs, signal);
      if (signal.aborted) return false;
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
      if (!(await isBack(services, told))) continue;
      backAt = now();
      tell({ type: 'database', state: 'back', message: 'The database is back; work goes on.' });
      return true;
    }
  };
}

/** Whether the database answers; then it knows all that was captured while it was away. Where it does and the bucket of
 * captures, which may be read for that, does not, this is told, each once: `told` has what was. */
async function isBack(services: Services, told: Set<string>): Promise<boolean> {
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
    return true;
  } catch (thrown) {
    if (thrown instanceof DatabaseAway) return false;
    if (!(thrown instanceof ArchiveError) || thrown.code !== 'unreachable') throw thrown;
    const { message } = thrown;
    if (!told.has(message)) services.tell({ type: 'warning', url: '', message });
    told.add(message);
    return false;
  }
}
