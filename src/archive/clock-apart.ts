import { ArchiveError } from '../model/index.ts';
import type { ArchiveOptions, Services } from './services.ts';

/** Further apart, others' leases and claims are taken before they end, and times of captures prove little. */
const mostApartMs = 10_000;
const betweenLooksMs = 60_000;

/**
 * Holds this machine's clock against that of the database by which several workers go; where `now` is another clock, or
 * there is no database, it does nothing. Throws ArchiveError `internal` where they are more than ten seconds apart.
 */
export async function checkClock({
  store,
  now,
  checksClock = false,
}: Pick<ArchiveOptions, 'store' | 'now' | 'checksClock'>): Promise<void> {
  const database = checksClock ? await store.database?.(now) : undefined;
  if (database === undefined || Math.abs(database.clockAheadMs) <= mostApartMs) return;
  const { name, clockAheadMs } = database;
  const seconds = (Math.abs(clockAheadMs) / 1000).toFixed(1);
  const apart = `${seconds} s ${clockAheadMs > 0 ? 'behind' : 'ahead of'}`;
  throw new ArchiveError(
    'internal',
    `This machine's clock is ${apart} that of ${name}, and captures and leases go by it; have both set theirs by NTP, then start again.`,
  );
}

/** Checks it once a minute until the signal. */
export async function watchClock(
  services: Pick<Services, 'store' | 'now' | 'checksClock' | 'delay'>,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    await services.delay(betweenLooksMs, signal);
    if (signal.aborted) return;
    await checkClock(services);
  }
}
