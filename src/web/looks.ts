import type { Now } from '../model/index.ts';

const windowMs = 10 * 60_000;
const mostLooks = 20;

/** Counts how often each user has addresses looked at, which has us ask other servers; of one process. */
export interface Looks {
  /** Begins a look: undefined, or the ms to wait until another is allowed. */
  begin(userId: number): number | undefined;
  end(userId: number): void;
}

/** One look at a time, and twenty in ten minutes, for each user. */
export function createLooks(now: Now): Looks {
  const begun = new Map<number, readonly number[]>();
  const under = new Set<number>();
  return {
    begin(userId) {
      const at = now();
      const recent = (begun.get(userId) ?? []).filter((one) => one > at - windowMs);
      begun.set(userId, recent);
      if (under.has(userId)) return 60_000;
      const [first = at] = recent;
      if (recent.length >= mostLooks) return first + windowMs - at;
      begun.set(userId, [...recent, at]);
      under.add(userId);
      return undefined;
    },
    end: (userId) => void under.delete(userId),
  };
}
