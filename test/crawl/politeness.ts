import type { Request } from './outlets.ts';

/** How the hosts of a log were asked. */
export interface Politeness {
  readonly requests: number;
  /** Least ms from the start of a request to that of the next of the same host. */
  readonly leastGapMs: number;
  /** Requests sooner after the one before than the gap less the tolerance. */
  readonly hasty: readonly string[];
  /** Requests that came while the one before was being answered. */
  readonly together: number;
}

/** Looks a server's log through. `toleranceMs`: by how much two requests may differ in how long they took from the clock
 * that let them go to the one of the server that notes them. */
export function politenessOf(
  log: readonly Request[],
  gapMs: number,
  toleranceMs: number,
): Politeness {
  const last = new Map<string, Request>();
  const hasty: string[] = [];
  let leastGapMs = Infinity;
  let together = 0;
  for (const asked of [...log].sort((one, other) => one.at - other.at)) {
    const before = last.get(asked.host);
    last.set(asked.host, asked);
    if (before === undefined) continue;
    const gap = asked.at - before.at;
    leastGapMs = Math.min(leastGapMs, gap);
    if (before.until > asked.at) together += 1;
    if (gap >= gapMs - toleranceMs) continue;
    hasty.push(`${asked.host}${asked.path} came ${gap.toFixed(1)} ms after ${before.path}`);
  }
  return { requests: log.length, leastGapMs, hasty, together };
}
