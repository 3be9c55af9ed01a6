import type { Archive, FetchReport } from '../archive/index.ts';

export interface ScheduleOptions {
  readonly archive: Pick<Archive, 'keepUp'>;
  /** Ends the schedule after what is under way. */
  readonly signal: AbortSignal;
  /** Milliseconds between two rounds of publishing and reporting; default 30000. */
  readonly roundMs?: number;
  /** Every round: publish, print. A failure of it ends the schedule. */
  readonly afterRound?: (report: FetchReport) => Promise<void>;
}

/**
 * Does what is due as it becomes due until the signal comes, and ends with a last round. Throws
 * what the archive throws: only faults of our own disk, or damage; the other side's are in the
 * reports.
 */
export async function runSchedule(options: ScheduleOptions): Promise<void> {
  const { archive, signal, roundMs = 30_000, afterRound } = options;
  await archive.keepUp({
    signal,
    roundMs,
    ...(afterRound === undefined ? {} : { onRound: afterRound }),
  });
}
