import type { Instant } from '../model/index.ts';
import { peakHours } from './counts.ts';
import type { OwnTime } from './hours.ts';
import { itemsADay, usualInterval } from './rhythm.ts';
import { type SilenceLimit, silenceLimit } from './silence.ts';
import { type Minute, minuteOf, type Watch } from './watch.ts';

/** What decides when a source is asked next; all times in seconds. */
export interface PollOptions {
  readonly watch?: Watch | undefined;
  readonly now: Instant;
  /** Spreads the polls of many sources; the source's id. */
  readonly salt: string;
  /** Failed polls since the last good one. */
  readonly failures: number;
  /** How long the answer is fresh (Cache-Control, Expires). */
  readonly freshSeconds?: number | undefined;
  /** What the feed itself asks (`ttl`, `sy:updatePeriod`). */
  readonly askedSeconds?: number | undefined;
  /** Hours of the day, UTC, in which the feed asks not to be read. */
  readonly skipHours?: readonly number[] | undefined;
  /** Days of the week, UTC, 0 is Sunday. */
  readonly skipDays?: readonly number[] | undefined;
  /** What the server asked with a failure. */
  readonly retryAfterSeconds?: number | undefined;
  /** The user's own interval instead of the learned one. */
  readonly fixedSeconds?: number | undefined;
  readonly least: number;
  readonly most: number;
  /** New items are pushed to us; polls only make sure. */
  readonly pushed?: boolean | undefined;
  /** Another document is read in its place, whose items this watch does not know. */
  readonly standIn?: boolean | undefined;
}

const hour = 3600;
const day = 24 * hour;
/** Until a rhythm is known. */
const learningSeconds = hour / 2;
/** A failure is tried again after this at the latest the first time. */
const firstRetry = hour / 4;
/** What a feed may ask for at most. */
const mostAsked = day;
const spread = 0.1;

/**
 * Seconds until the next poll. The wait is as long as the source needs, at this time of its week,
 * for part of an item; so it is short in its busy hours and long in its nights. It is no shorter than
 * the caching headers and the feed ask (a day at most), never so long that items scroll out unseen,
 * and between `least` and `most`. Failures double it; what a server asks with a failure (a day
 * at most) stands above all. Hours and days that the feed skips are skipped. Up to a tenth is added
 * or taken, the same for the same salt and moment.
 */
export function pollAfterSeconds(options: PollOptions): number {
  const { least, most, failures } = options;
  const wanted = options.fixedSeconds ?? wait(options);
  const backedOff = failures > 0 ? backOff(wanted, options) : wanted;
  const jittered = backedOff * (1 - spread + 2 * spread * chance(options.salt + options.now));
  const bounded = Math.min(most, Math.max(least, jittered));
  const retry = Math.min(day, options.retryAfterSeconds ?? 0);
  return Math.round(afterSkipped(Math.max(bounded, retry), options));
}

function wait(options: PollOptions): number {
  const { watch, most } = options;
  const asked = Math.min(mostAsked, Math.max(options.freshSeconds ?? 0, options.askedSeconds ?? 0));
  if (options.pushed === true) return most;
  if (watch === undefined) return Math.max(learningSeconds, asked);
  const wanted = Math.max(appetite(watch, options), asked);
  return Math.min(wanted, scrollSeconds(watch) / (1 + spread));
}

/** Part of a usual interval that passes between two polls; more of a short one, up to some minutes. */
const part = 0.15;
const mostPart = 0.4;
const unhurriedMinutes = 20;

function appetite(watch: Watch, { now: at, standIn = false }: PollOptions): number {
  const now = minuteOf(at);
  const limit = silenceLimit(watch);
  if (limit === undefined) return standIn ? learningSeconds : unlearned(watch, now);
  const usual = usualWait(watch, limit.time);
  const share = Math.max(usual * part, Math.min(usual * mostPart, unhurriedMinutes));
  const own = standIn ? share : Math.max(share, pastDue(watch, now, limit.time));
  const next = Math.max(1, limit.time.after(now, own) - now);
  return untilSilent(next, now, limit) * 60;
}

/** Minutes of own time in which an item comes on the average, bursts counted once. */
function usualWait(watch: Watch, time: OwnTime): number {
  const interval = usualInterval(watch);
  const steady = watch.pauses.filter(([, length]) => length >= interval / 4);
  const own = steady
    .map(([end, length]) => time.between(end - length, end))
    .sort((one, other) => one - other);
  return own[Math.floor(own.length / 2)] ?? interval;
}

/** The longer nothing came, the less likely it comes now. */
function pastDue(watch: Watch, now: Minute, time: OwnTime): number {
  return time.between(watch.arrivals.at(-1) ?? now, now) / 10;
}

/** So that silence is seen when it begins. */
function untilSilent(wait: number, now: Minute, limit: SilenceLimit): number {
  return now < limit.at && now + wait > limit.at ? limit.at + 1 - now : wait;
}

/** Half an hour at first; of a source that brings nothing a tenth of the time since it last did. */
function unlearned(watch: Watch, now: Minute): number {
  const last = watch.arrivals.at(-1) ?? watch.looked;
  return Math.max(learningSeconds, ((now - Math.max(last, watch.from)) * 60) / 10);
}

/** In how many seconds three quarters of the document may be new, by the busiest hours remembered. */
function scrollSeconds(watch: Watch): number {
  const items = watch.counts.at(-1)?.[1] ?? watch.items ?? 0;
  if (items < 4) return Number.POSITIVE_INFINITY;
  const room = items * 0.75;
  const over = peakHours.findIndex((_, index) => (watch.peaks[index] ?? 0) > room);
  if (over > 0) return (peakHours[over - 1] ?? 1) * hour;
  if (over === 0) return (hour * room) / (watch.peaks[0] ?? room);
  const daily = Math.max(itemsADay(watch), watch.peaks.at(-1) ?? 0);
  return (room / Math.max(0.01, daily)) * day;
}

/** Soon at first, for most failures pass; then twice as long each time. */
function backOff(wait: number, options: PollOptions): number {
  return Math.min(wait, firstRetry) * 2 ** Math.min(20, options.failures - 1);
}

/** The first moment after a wait that the feed does not ask us to leave out; a week is looked at. */
function afterSkipped(seconds: number, options: PollOptions): number {
  const hours = new Set(options.skipHours);
  const days = new Set(options.skipDays);
  const start = Date.parse(options.now) / 1000;
  const skipped = (moment: number): boolean => {
    const date = new Date(moment * 1000);
    return hours.has(date.getUTCHours()) || days.has(date.getUTCDay());
  };
  if (!skipped(start + seconds)) return seconds;
  for (
    let next = Math.ceil((start + seconds + 1) / hour) * hour;
    next < start + 8 * day;
    next += hour
  )
    if (!skipped(next)) return next - start + chance(options.salt) * (hour / 6);
  return seconds;
}

/** From 0 to 1, the same for the same text (FNV-1a). */
function chance(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  return hash / 0x100000000;
}
