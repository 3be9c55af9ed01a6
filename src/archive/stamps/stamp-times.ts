import type { ServerState } from './stamp-state.ts';

const firstWait = 60_000;
const longestWait = 6 * 3_600_000;
const longestAsked = 86_400_000;

/** Whether a stamp over `size` leaves is to be asked of a server now. A clock that was set back puts nothing off. */
export function isDue(
  { at, next, size = 0 }: ServerState,
  how: { readonly size: number; readonly now: number; readonly everyMs: number },
): boolean {
  if (how.size <= size) return false;
  const since = at === undefined ? Number.POSITIVE_INFINITY : how.now - at;
  const left = next === undefined ? 0 : next - how.now;
  return (since >= how.everyMs || since < 0) && (left <= 0 || left > longestAsked);
}

/** When one who was asked in vain so often is asked again, in ms. */
export function askedAgainAt(now: number, tries: number, askedMs = 0): number {
  const wait = Math.min(longestWait, firstWait * 2 ** Math.min(tries - 1, 20));
  return now + Math.max(wait, Math.min(askedMs, longestAsked));
}
