import { type Instant, instant } from '../model/index.ts';
import { isKnown, knownDays, silenceLimit } from './silence.ts';
import { middleByTime } from './tail.ts';
import { minutesOfDay, minutesOfWeek, type Watch } from './watch.ts';

/** What is usual for a source. */
export interface Rhythm {
  /** Over the last two weeks, or as long as it is known. */
  readonly itemsADay: number;
  /**
   * The usual interval: the pause in which a moment picked at random falls in half of all cases.
   * An hour for an hourly source; the night for one that sleeps; a day for one that brings all at once.
   */
  readonly intervalSeconds: number;
  /** The longest pause of a usual week; for a source slower than that, of its usual three. */
  readonly usualPauseSeconds: number;
  /** The longest pause that is remembered. */
  readonly longestPauseSeconds: number;
  /** From when on nothing new would be silence. */
  readonly silentAt: Instant;
}

/** What is usual for a source; undefined while too little is known. */
export function rhythmOf(watch: Watch | undefined): Rhythm | undefined {
  const limit = watch === undefined ? undefined : silenceLimit(watch);
  const usual = usualOf(watch);
  if (watch === undefined || limit === undefined || usual === undefined) return undefined;
  return {
    ...usual,
    usualPauseSeconds: usualPause(watch) * 60,
    silentAt: instant(limit.at * 60_000),
  };
}

/** The part of a rhythm that is quickly worked out, for lists of many sources. */
export type Usual = Pick<Rhythm, 'itemsADay' | 'intervalSeconds' | 'longestPauseSeconds'>;

/** The same without what silence would be. */
export function usualOf(watch: Watch | undefined): Usual | undefined {
  if (watch === undefined || !isKnown(watch)) return undefined;
  return {
    itemsADay: itemsADay(watch),
    intervalSeconds: usualInterval(watch) * 60,
    longestPauseSeconds: Math.max(...watch.pauses.map(([, length]) => length)) * 60,
  };
}

/** The last day counts for as much as it is old. */
export function itemsADay(watch: Watch): number {
  const end = watch.seen ?? watch.from;
  const begin = Math.max(watch.from, (watch.day - watch.daily.length + 1) * minutesOfDay);
  const items = watch.daily.reduce((total, one) => total + one, 0);
  return items / Math.max(1, (end - begin) / minutesOfDay);
}

/** Minutes; 0 where no pause is known. Of a busy source only the longest pauses are kept: less than half of the time. */
export function usualInterval(watch: Watch): number {
  const lengths = watch.pauses.map(([, length]) => length);
  const recent = watch.arrivals.slice(1).map((end, index) => end - (watch.arrivals[index] ?? end));
  return middleByTime(lengths, knownDays(watch) * minutesOfDay) || middleByTime(recent);
}

/** Minutes. */
function usualPause(watch: Watch): number {
  const weeks = new Map<number, number>();
  for (const [end, length] of watch.pauses) {
    const week = Math.floor(end / minutesOfWeek);
    weeks.set(week, Math.max(weeks.get(week) ?? 0, length));
  }
  const byWeek = [...weeks.values()].sort((one, other) => one - other);
  return Math.max(usualInterval(watch), byWeek[Math.floor(byWeek.length / 2)] ?? 0);
}
