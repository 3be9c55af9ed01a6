import { type Instant, instant } from '../model/index.ts';
import type { Lease } from '../store/index.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

/** When a failed poll or page is tried again: `base` doubled with every failure, at most a day. */
export function nextTry(now: number, failures: number, baseSeconds: number): Instant {
  return instant(now + Math.min(day, baseSeconds * 1000 * 2 ** Math.min(failures, 12)));
}

/**
 * The time that places an article in lists: its publication as told, unless that lies more than a
 * day after its first sight (a date in 2099 must not stand on top for ever); then its first sight.
 */
export function placeInTime(publishedAt: Instant | undefined, firstSeenAt: Instant): Instant {
  if (publishedAt === undefined) return firstSeenAt;
  return Date.parse(publishedAt) > Date.parse(firstSeenAt) + day ? firstSeenAt : publishedAt;
}

/** The right to poll, from now on, for this process. */
export const leaseOf = (
  { holder, leases }: { readonly holder: string; readonly leases: { readonly termMs: number } },
  now: number,
): Lease => ({ holder, until: instant(now + leases.termMs) });
