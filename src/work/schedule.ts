import { setTimeout as wait } from 'node:timers/promises';
import type { Archive, FetchReport } from '../archive/index.ts';

export interface ScheduleOptions {
  readonly archive: Pick<Archive, 'fetch'>;
  /** Ends the schedule after the pass under way. */
  readonly signal: AbortSignal;
  /** Milliseconds from the end of a pass to the next; default 30000. */
  readonly restMs?: number;
  /** After every pass: publish, print. A failure of it ends the schedule. */
  readonly afterPass?: (report: FetchReport) => Promise<void>;
}

/**
 * Runs passes over what is due until the signal comes. Returns when the last pass is whole. Throws
 * what a pass throws: only faults of our own disk, or damage; the other side's are in the report.
 */
export async function runSchedule(options: ScheduleOptions): Promise<void> {
  const { archive, signal, restMs = 30_000, afterPass } = options;
  while (!signal.aborted) {
    const report = await archive.fetch({ signal });
    await afterPass?.(report);
    // An aborted rest is how the schedule is told to stop.
    await wait(restMs, undefined, { signal }).catch(() => {});
  }
}
