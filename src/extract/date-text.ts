import { dayThenMonth, monthThenDay } from './date-names.ts';
import { dateInNumbers, dateOfEra, isFree } from './date-numbers.ts';
import { dateTokens, type Token } from './date-tokens.ts';
import { type ToldTime, timeAt, zoneAt } from './time-text.ts';
import type { DayOrder, FoundDate, ToldDate } from './told-date.ts';

const longestText = 400;
const mostDates = 6;

/**
 * The dates a text tells, in order, six at most: ISO 8601, RFC 822, numbers with the year first or
 * last, `2023年9月5日`, `令和5年9月5日`, `2023년 9월 5일`, and names of months in some 30 languages, each with
 * the time of day and the zone that stand beside it. `order` decides `05/09/2023` where the numbers do
 * not. Reads the first 400 characters, in time linear in them.
 */
export function datesInText(text: string, order: DayOrder = 'day'): ToldDate[] {
  const line = text.slice(0, longestText);
  if (!/\p{Nd}|[〇一二三四五六七八九十]\s?[月日]/u.test(line)) return [];
  const tokens = dateTokens(line);
  const found: ToldDate[] = [];
  for (let at = 0; at < tokens.length && found.length < mostDates; ) {
    const day = dayAt(tokens, at, order);
    if (day === undefined) at += 1;
    else {
      const { date, to } = withTime(tokens, day);
      const last = Math.max(to, at + 1);
      found.push({ ...date, at: tokens[day.from]?.at ?? 0, end: tokens[last - 1]?.end ?? 0 });
      at = last;
    }
  }
  return found;
}

/** The first date a text tells. */
export function dateInText(text: string, order: DayOrder = 'day'): ToldDate | undefined {
  return datesInText(text, order)[0];
}

function dayAt(tokens: readonly Token[], at: number, order: DayOrder): FoundDate | undefined {
  const token = tokens[at];
  if (token?.kind === 'word') return monthThenDay(tokens, at) ?? dateOfEra(tokens, at);
  if (token?.kind !== 'number' || !isFree(tokens, at)) return undefined;
  return dateInNumbers(tokens, at, order) ?? dayThenMonth(tokens, at);
}

/** Adds the time of day that follows, or else stands before. */
function withTime(tokens: readonly Token[], found: FoundDate): FoundDate {
  if (found.date.seconds !== undefined) return withZone(tokens, found, found.to);
  const time = timeAfter(tokens, found.to);
  if (time !== undefined) {
    const date = { ...found.date, seconds: time.seconds };
    return withZone(tokens, { ...found, date, to: time.to }, time.to);
  }
  for (let at = found.from - 1; at >= Math.max(0, found.from - 8); at -= 1) {
    const before = isInTime(tokens, at) ? undefined : timeAt(tokens, at);
    if (before === undefined || before.to > found.from) continue;
    const date = { ...found.date, seconds: before.seconds };
    return { ...withZone(tokens, { ...found, date }, before.to), to: found.to };
  }
  return found;
}

/** The number at a place is the minutes or seconds of a time. */
const isInTime = (tokens: readonly Token[], at: number): boolean =>
  tokens[at - 1]?.text === ':' && tokens[at - 2]?.kind === 'number' && !tokens[at]?.spaced;

/** A time within the next few words, before any other number. */
function timeAfter(tokens: readonly Token[], from: number): ToldTime | undefined {
  for (let at = from; at < Math.min(tokens.length, from + 7); at += 1) {
    const time = timeAt(tokens, at);
    if (time !== undefined || tokens[at]?.kind === 'number') return time;
  }
  return undefined;
}

function withZone(tokens: readonly Token[], found: FoundDate, at: number): FoundDate {
  const zone = zoneAt(tokens, at, found.date);
  if (zone === undefined) return found;
  return { ...found, date: { ...found.date, zone: zone.minutes }, to: zone.to };
}
