import type { Instant, Url } from '../model/index.ts';
import { type Minute, minuteOf, minutesOfDay, type Watch } from './watch.ts';

/** A redirect is believed when it is seen on two polls at least a day apart. */
const leastMinutes = minutesOfDay;
const longestUrl = 500;

/** One more answer over a permanent redirect. */
export function learnMove(watch: Watch, at: Minute, to: Url): Watch {
  if (to.length > longestUrl) return watch;
  const known = watch.moved;
  const same = known?.to === to && !endedBefore(known, at);
  if (!same) return { ...watch, moved: { to, since: at, last: at, times: 1 } };
  const { direct: _sameMoment, ...moved } = known;
  const times = known.last < at ? known.times + 1 : known.times;
  return { ...watch, moved: { ...moved, last: Math.max(known.last, at), times } };
}

/** A good answer: without a redirect at the same moment it ends the move. */
export function learnDirect(watch: Watch, at: Minute): Watch {
  if (watch.moved === undefined || at <= watch.moved.last) return watch;
  return { ...watch, moved: { ...watch.moved, direct: at } };
}

/** Whether the last good answer came without the redirect. */
function endedBefore(moved: NonNullable<Watch['moved']>, at: Minute): boolean {
  return moved.direct !== undefined && moved.direct < at;
}

/** The move that goes on; undefined where there is none. */
export function activeMove(watch: Watch): Watch['moved'] {
  return watch.moved?.direct === undefined ? watch.moved : undefined;
}

/**
 * Where the source has moved for good: the same permanent redirect on two polls or more, at least a
 * day apart, the last of them with a good listing. Undefined otherwise.
 */
export function confirmedMove(watch: Watch | undefined, now: Instant): Url | undefined {
  const moved = watch === undefined ? undefined : activeMove(watch);
  if (watch === undefined || moved === undefined || moved.times < 2) return undefined;
  if (moved.last - moved.since < leastMinutes || moved.last > minuteOf(now)) return undefined;
  return (watch.seen ?? 0) >= moved.last && watch.failed === undefined ? moved.to : undefined;
}

/** The watch once the source's address was changed: the move is over, all else stays. */
export function forgetMove(watch: Watch): Watch {
  const { moved: _done, ...rest } = watch;
  return rest;
}
