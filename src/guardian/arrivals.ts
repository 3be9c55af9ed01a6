import { advanceHours, noteHours } from './hours.ts';
import { silenceLimit } from './silence.ts';
import {
  type FreshItem,
  type Minute,
  minuteOf,
  minutesOfDay,
  minutesOfHour,
  type Pause,
  type Watch,
} from './watch.ts';

const keptArrivals = 16;
const keptPauses = 48;
const keptDays = 14;
const pauseDays = 56;
/** Arrivals this close are one. */
const together = 5;
const dayOnlyLeast = 3;

/** A good look: `fresh` arrived between the look before and this one, in a document of `items`. */
export interface Look {
  readonly now: Minute;
  readonly fresh: readonly FreshItem[];
  readonly items: number;
}

/** What a good look teaches of the rhythm. */
export function learnArrivals(watch: Watch, look: Look): Watch {
  const { now, fresh } = look;
  const first = watch.seen === undefined;
  const times = first ? historyOf(fresh, now) : newsOf(fresh, watch.seen ?? now, now);
  const moved = moveOn(watch, now);
  if (times.length === 0) return moved;
  const known = first ? begin(moved, times, now) : moved;
  const blind = isBlind(known, look, times);
  const next = addArrivals(known, times, blind);
  const hourly = blind ? [] : times.filter((time) => time >= known.hoursFrom);
  return {
    ...next,
    pauses: keepPauses(next.pauses, now),
    hours: noteHours(next.hours, next.hour, hourly),
    daily: countDays(next, times),
  };
}

/** The dates of a first document; none of the future. */
function historyOf(fresh: readonly FreshItem[], now: Minute): Minute[] {
  return fresh
    .map((item) => (item.at === undefined ? now : Math.min(now, minuteOf(item.at))))
    .filter((time) => time > now - 400 * minutesOfDay)
    .sort((one, other) => one - other);
}

/** A date is believed where it lies between two looks; else the item arrived when it was seen. */
function newsOf(fresh: readonly FreshItem[], before: Minute, now: Minute): Minute[] {
  return fresh
    .map((item) => (item.at === undefined ? now : minuteOf(item.at)))
    .map((time) => (time > before && time <= now ? time : now))
    .sort((one, other) => one - other);
}

/** Where all dates of a first document have the same time of day, they tell days only. */
function begin(watch: Watch, times: readonly Minute[], now: Minute): Watch {
  const oldest = times[0] ?? now;
  const clock = new Set(times.map((time) => time % minutesOfDay));
  const days = new Set(times.map((time) => Math.floor(time / minutesOfDay)));
  const dayOnly = days.size >= dayOnlyLeast && clock.size === 1;
  return { ...watch, from: oldest, hoursFrom: dayOnly ? now : oldest };
}

function moveOn(watch: Watch, now: Minute): Watch {
  const [hours, hour] = advanceHours(watch.hours, watch.hour, now);
  const day = Math.floor(now / minutesOfDay);
  const passed = Math.min(keptDays, Math.max(0, day - watch.day));
  const daily = [...watch.daily, ...new Array<number>(passed).fill(0)].slice(-keptDays);
  return { ...watch, hours, hour, daily, day: Math.max(day, watch.day) };
}

function countDays(watch: Watch, times: readonly Minute[]): number[] {
  const daily = [...watch.daily];
  for (const time of times) {
    const index = daily.length - 1 - (watch.day - Math.floor(time / minutesOfDay));
    if (index >= 0) daily[index] = (daily[index] ?? 0) + 1;
  }
  return daily;
}

function addArrivals(watch: Watch, times: readonly Minute[], blind: boolean): Watch {
  const arrivals = [...watch.arrivals];
  let next: Watch = { ...watch, quiet: 0 };
  let unknown = blind;
  for (const time of times) {
    const last = arrivals.at(-1);
    if (last !== undefined && time - last <= together) continue;
    if (last !== undefined && !unknown) next = addPause(next, [time, time - last]);
    unknown = false;
    arrivals.push(time);
  }
  return { ...next, arrivals: arrivals.slice(-keptArrivals) };
}

/**
 * A pause past the limit is an incident and teaches nothing. What happens twice within weeks is the
 * source's own way: then the shorter of the two is learned, and the longer stays the incident.
 */
function addPause(watch: Watch, pause: Pause): Watch {
  const { incident } = watch;
  const [end, length] = pause;
  const limit = isLong(watch, length) ? silenceLimit(watch)?.at : undefined;
  if (limit === undefined || end <= limit) return { ...watch, pauses: [...watch.pauses, pause] };
  if (incident === undefined || end - incident[0] > pauseDays * minutesOfDay)
    return { ...watch, incident: pause };
  const [shorter, longer] = incident[1] < length ? [incident, pause] : [pause, incident];
  const pauses = [...watch.pauses, shorter].sort(([a], [b]) => a - b);
  return { ...watch, pauses, incident: longer };
}

function isLong(watch: Watch, length: number): boolean {
  return watch.pauses.length > 0 && watch.pauses.every(([, known]) => known * 4 < length * 5);
}

/**
 * Whether the pause before these arrivals is unknown: we did not look for long, and either the
 * items tell no time, or so many came that others may have scrolled out unseen.
 */
function isBlind(watch: Watch, look: Look, times: readonly Minute[]): boolean {
  if (watch.seen === undefined) return false;
  const unseen = look.now - watch.seen;
  const longest = Math.max(0, ...watch.pauses.map(([, length]) => length));
  if (unseen <= Math.max(2 * minutesOfHour, longest * 0.75)) return false;
  const told = look.fresh.some(({ at }) => at !== undefined && times.includes(minuteOf(at)));
  if (told) return look.fresh.length >= look.items;
  return look.now - (watch.arrivals.at(-1) ?? 0) <= 2 * unseen;
}

/** All of the last weeks, but at least the newest; of too many the shortest go. */
function keepPauses(pauses: readonly Pause[], now: Minute): Pause[] {
  const recent = pauses.filter(
    ([end], index) => end > now - pauseDays * minutesOfDay || index >= pauses.length - keptArrivals,
  );
  if (recent.length <= keptPauses) return recent;
  return recent
    .sort(([a, one], [b, other]) => other - one || b - a)
    .slice(0, keptPauses)
    .sort(([a], [b]) => a - b);
}
