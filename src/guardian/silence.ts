import { type OwnTime, ownTime } from './hours.ts';
import { longPauses, tailLimit } from './tail.ts';
import { type Minute, minutesOfDay, type Watch } from './watch.ts';

const fewestPauses = 6;
const steadyPauses = 8;
/** So many of the longest are looked at, of a busy source in a part of the weeks only. */
const mostKept = 40;
/** An irregular source may pass its longest pause by as much, and by no more, whatever its tail says. */
const leastBeyond = 2;
const mostBeyond = 3;
/** While no whole week is known, a weekend may be what looks like silence. */
const unknownWeekend = 3 * minutesOfDay;

/** From when on nothing new is silence. */
export interface SilenceLimit {
  readonly since: Minute;
  readonly at: Minute;
  readonly time: OwnTime;
}

/**
 * When the pause that goes on becomes silence; undefined while too little is known. Pauses are
 * measured twice: by the clock, and in the source's own time, in which a night or weekend that it
 * always keeps counts little. Where its long pauses are all alike in one of the two, that one
 * decides, soon. Where they are not, both limits must be passed, and twice the longest pause.
 */
export function silenceLimit(watch: Watch): SilenceLimit | undefined {
  const since = watch.arrivals.at(-1);
  const clock = watch.pauses.map(([, length]) => length);
  if (since === undefined || clock.length < fewestPauses) return undefined;
  const days = knownDays(watch);
  const longest = Math.max(...clock);
  if (days < 2 || days * minutesOfDay < 3 * longest) return undefined;
  const time = ownTime(watch.hours, watch.hour, watch.hoursFrom);
  const own = watch.pauses.map(([end, length]) => time.between(end - length, end));
  const steady: Minute[] = [];
  if (isSteady(clock, days)) steady.push(since + tailLimit(clock, days));
  if (isSteady(own, days)) steady.push(time.after(since, tailLimit(own, days)));
  if (steady.length > 0) return { since, at: Math.min(...steady), time };
  const byClock = Math.max(beyond(clock, days), days < 8 ? unknownWeekend : 0);
  return { since, at: Math.max(since + byClock, time.after(since, beyond(own, days))), time };
}

function beyond(pauses: readonly number[], days: number): number {
  const longest = Math.max(...pauses);
  return Math.max(longest * leastBeyond, Math.min(longest * mostBeyond, tailLimit(pauses, days)));
}

/** Days in which the kept pauses were made. */
export function knownDays(watch: Watch): number {
  const [oldest] = watch.pauses;
  const end = watch.arrivals.at(-1) ?? watch.from;
  const begin = oldest === undefined ? watch.from : oldest[0] - oldest[1];
  return (end - Math.max(watch.from, Math.min(begin, end - 56 * minutesOfDay))) / minutesOfDay;
}

/**
 * All long pauses alike, and enough of them, and they are most of the time: else they are exceptions
 * (weekends), and the next exception may be longer (holidays).
 */
function isSteady(pauses: readonly number[], days: number): boolean {
  const long = longPauses(pauses);
  const middle = long[long.length >> 1] ?? 0;
  const alike = long.length >= 3 * steadyPauses ? 1.6 : 1.35;
  const together = long.reduce((total, one) => total + one, 0);
  if (long.length < steadyPauses || (long[0] ?? 0) > alike * middle) return false;
  return together > (Math.min(days, (middle * mostKept) / minutesOfDay) * minutesOfDay) / 2;
}
