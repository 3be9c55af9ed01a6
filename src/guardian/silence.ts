import { type OwnTime, ownTime } from './hours.ts';
import { longPauses, middleByTime, tailLimit } from './tail.ts';
import { type Minute, minutesOfDay, type Watch } from './watch.ts';

const fewestPauses = 6;
const steadyPauses = 8;
const manyPauses = 24;
/** How much longer than the middle one the longest of few and of many pauses may be. */
interface Alike {
  readonly few: number;
  readonly many: number;
}
const alikeByClock: Alike = { few: 1.35, many: 1.6 };
/** The source's own time is learned from the same pauses: it must fit better to be believed. */
const alikeInOwnTime: Alike = { few: 1.2, many: 1.4 };
/** So many of the longest are looked at, of a busy source in a part of the weeks only. */
const mostKept = 40;
/** An irregular source may pass its longest pause by as much, and by no more, whatever its tail says. */
const leastBeyond = 3;
const mostBeyond = 4;
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
 * decides, soon. Where they are not, both limits must be passed, and three times the longest
 * pause.
 */
export function silenceLimit(watch: Watch): SilenceLimit | undefined {
  if (!limits.has(watch)) limits.set(watch, computeLimit(watch));
  return limits.get(watch);
}

/** The same watch is asked more than once a poll. */
const limits = new WeakMap<Watch, SilenceLimit | undefined>();

/** Whether enough is known to say what is usual. */
export function isKnown(watch: Watch): boolean {
  if (watch.arrivals.length === 0 || watch.pauses.length < fewestPauses) return false;
  const days = knownDays(watch);
  const longest = Math.max(...watch.pauses.map(([, length]) => length));
  return days >= 2 && days * minutesOfDay >= 3 * longest;
}

function computeLimit(watch: Watch): SilenceLimit | undefined {
  const since = watch.arrivals.at(-1);
  if (since === undefined || !isKnown(watch)) return undefined;
  const clock = watch.pauses.map(([, length]) => length);
  const days = knownDays(watch);
  const time = ownTime(watch.hours, watch.hour, watch.hoursFrom);
  const own = watch.pauses.map(([end, length]) => time.between(end - length, end));
  const gaps = watch.arrivals.slice(1).map((end, index) => [watch.arrivals[index] ?? end, end]);
  const byClock = soon(
    clock,
    gaps.map(([from = 0, to = 0]) => to - from),
    days,
    alikeByClock,
  );
  const ownGaps = gaps.map(([from = 0, to = 0]) => time.between(from, to));
  const byOwn = soon(own, ownGaps, days, alikeInOwnTime);
  const at = Math.min(since + byClock, Number.isFinite(byOwn) ? time.after(since, byOwn) : byOwn);
  if (Number.isFinite(at)) return { since, at, time };
  const least = Math.max(beyond(clock, days), days < 8 ? unknownWeekend : 0);
  return { since, at: Math.max(since + least, time.after(since, beyond(own, days))), time };
}

/** The limit of a steady source, before the second item in a row is missing; of others infinite. */
function soon(
  pauses: readonly number[],
  recent: readonly number[],
  days: number,
  alike: Alike,
): number {
  const long = longPauses(pauses);
  const typical = middleByTime(recent);
  if (!isSteady(long, typical, days, alike)) return Number.POSITIVE_INFINITY;
  return Math.max((long[0] ?? 0) * 1.15, Math.min(1.75 * typical, tailLimit(pauses, days)));
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
 * All long pauses alike, enough of them, hardly longer than the usual ones, and most of the time
 * together: else they are exceptions (weekends), and the next may be longer (holidays).
 */
function isSteady(long: readonly number[], typical: number, days: number, alike: Alike): boolean {
  const longest = long[0] ?? 0;
  const middle = long[long.length >> 1] ?? 0;
  const spread = long.length >= manyPauses ? alike.many : alike.few;
  if (long.length < steadyPauses || longest > spread * middle || longest > 1.1 * spread * typical)
    return false;
  const together = long.reduce((total, one) => total + one, 0);
  return together > Math.min(days * minutesOfDay, middle * mostKept) / 2;
}
