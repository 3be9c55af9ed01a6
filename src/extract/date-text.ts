import { dateTokens, type Token } from './date-tokens.ts';
import { dateFillers, eras, monthNumber } from './date-words.ts';
import { secondsOf, type ToldTime, timeAt, zoneAt } from './time-text.ts';

/** A date as a text tells it; what it does not tell is not there. */
export interface ToldDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** Seconds since midnight, where a time of day is told. */
  readonly seconds?: number;
  /** Minutes east of UTC, where a zone is told. */
  readonly zone?: number;
  /** Day and month may be the other way round: `05/09/2023`. */
  readonly isAmbiguous?: true;
  /** How an ambiguous date was read. */
  readonly readAs?: DayOrder;
  /** Proves that numbers on this page are written with the day, or the month, first. */
  readonly proves?: DayOrder;
  /** The year was told with two digits. */
  readonly isShort?: true;
  /** Where in the text its day is told. */
  readonly at?: number;
}

/** Which comes first in `05/09/2023`. */
export type DayOrder = 'day' | 'month';

interface Found {
  readonly date: ToldDate;
  /** Tokens from and to (not with) which it is told. */
  readonly from: number;
  readonly to: number;
}

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
      found.push({ ...date, at: tokens[day.from]?.at ?? 0 });
      at = Math.max(to, at + 1);
    }
  }
  return found;
}

/** The first date a text tells. */
export function dateInText(text: string, order: DayOrder = 'day'): ToldDate | undefined {
  return datesInText(text, order)[0];
}

function dayAt(tokens: readonly Token[], at: number, order: DayOrder): Found | undefined {
  const token = tokens[at];
  if (token === undefined) return undefined;
  if (token.kind === 'number') {
    if (tokens[at - 1]?.kind === 'sign' && !isFree(tokens, at)) return undefined;
    return (
      compact(tokens, at) ??
      yearFirst(tokens, at) ??
      yearLast(tokens, at, order) ??
      dayName(tokens, at)
    );
  }
  return token.kind === 'word' ? (nameDay(tokens, at) ?? eraYear(tokens, at)) : undefined;
}

/** A number after `/`, `-`, `.` or `:` without a space belongs to what stands before. */
function isFree(tokens: readonly Token[], at: number): boolean {
  const sign = tokens[at - 1];
  const before = tokens[at - 2];
  if (sign === undefined || tokens[at]?.spaced) return true;
  return !(/^[-/.:]$/.test(sign.text) && before?.kind === 'number' && !sign.spaced);
}

/** `20230905`, `20230905102030`. */
function compact(tokens: readonly Token[], at: number): Found | undefined {
  const text = tokens[at]?.text ?? '';
  const match = /^((?:19|20)\d\d)(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?$/.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second] = match;
  const date = valid(Number(year), Number(month), Number(day));
  if (date === undefined) return undefined;
  const seconds = hour === undefined ? undefined : secondsOf(hour, minute, second);
  return { date: seconds === undefined ? date : { ...date, seconds }, from: at, to: at + 1 };
}

const yearSigns = new Set(['-', '/', '.', '年', '년', '‐', '–']);
const monthSigns = new Set(['-', '/', '.', '月', '월', '‐', '–']);

/** `2023-9-5`, `2023年9月5日`, `2023. 9. 5.`, `2023년 9월 5일`, `2023 szeptember 5`. */
function yearFirst(tokens: readonly Token[], at: number): Found | undefined {
  const year = yearOf(tokens[at]);
  const sign = tokens[at + 1];
  if (year === undefined || sign === undefined) return undefined;
  const isSigned = yearSigns.has(sign.text);
  const isFilled = isSigned || /^(?:m|gada|,)$/.test(sign.text);
  const first = isFilled ? at + 2 : at + 1;
  const monthAt = tokens[first]?.text === '.' ? first + 1 : first;
  if (tokens[monthAt]?.kind === 'word') return yearName(tokens, at, year, monthAt);
  return isSigned ? yearNumbers(tokens, at, year, monthAt) : undefined;
}

function yearName(
  tokens: readonly Token[],
  at: number,
  year: number,
  monthAt: number,
): Found | undefined {
  const month = monthNumber(tokens[monthAt]?.text ?? '');
  const dayAt = /^[-/.]$/.test(tokens[monthAt + 1]?.text ?? '') ? monthAt + 2 : monthAt + 1;
  const day = numberOf(tokens[dayAt], 31);
  return month === undefined || day === undefined
    ? undefined
    : foundDay(year, month, day, at, dayAt + 1);
}

function yearNumbers(
  tokens: readonly Token[],
  at: number,
  year: number,
  monthAt: number,
): Found | undefined {
  const month = numberOf(tokens[monthAt], 12);
  const day = numberOf(tokens[monthAt + 2], 31);
  if (month === undefined || day === undefined) return undefined;
  if (!monthSigns.has(tokens[monthAt + 1]?.text ?? '')) return undefined;
  const isEnded = /^[日일号號]$/.test(tokens[monthAt + 3]?.text ?? '');
  return foundDay(year, month, day, at, isEnded ? monthAt + 4 : monthAt + 3);
}

/** `05/09/2023`, `5.9.2023`, `05-09-23`. */
function yearLast(tokens: readonly Token[], at: number, order: DayOrder): Found | undefined {
  const [one, sign, two, again, last] = tokens.slice(at, at + 5);
  const isDate = sign !== undefined && /^[-/.]$/.test(sign.text) && again?.text === sign.text;
  const a = numberOf(one, 31);
  const b = numberOf(two, 31);
  if (!isDate || a === undefined || b === undefined || last === undefined) return undefined;
  const four = yearOf(last);
  const year = four ?? shortYear(last, sign.text);
  if (year === undefined) return undefined;
  const short = four === undefined ? { isShort: true as const } : {};
  const found = sign.text === '.' && b <= 12 ? valid(year, b, a) : ordered(year, a, b, order);
  return found === undefined ? undefined : { date: { ...found, ...short }, from: at, to: at + 5 };
}

function ordered(year: number, a: number, b: number, order: DayOrder): ToldDate | undefined {
  const [day, month] = order === 'month' ? [b, a] : [a, b];
  if (a > 12 && b > 12) return undefined;
  if (a > 12) return proven(valid(year, b, a), 'day');
  if (b > 12) return proven(valid(year, a, b), 'month');
  const date = valid(year, month, day);
  return date === undefined || a === b ? date : { ...date, isAmbiguous: true, readAs: order };
}

const proven = (date: ToldDate | undefined, proves: DayOrder): ToldDate | undefined =>
  date === undefined ? undefined : { ...date, proves };

function shortYear(token: Token, sign: string): number | undefined {
  if (!/^\d\d$/.test(token.text) || sign === '-') return undefined;
  const year = Number(token.text);
  return year >= 90 ? 1900 + year : 2000 + year;
}

/** `5 September 2023`, `5. März 2024`, `5 de septiembre de 2023`, `5 сентября 2023 г.`, `5 tháng 9, 2023`. */
function dayName(tokens: readonly Token[], at: number): Found | undefined {
  const day = numberOf(tokens[at], 31);
  if (day === undefined) return undefined;
  const monthAt = afterFillers(tokens, at + 1);
  const month = monthAtToken(tokens, monthAt);
  if (month === undefined) return undefined;
  const yearAt = afterFillers(tokens, month.to);
  const year =
    yearOf(tokens[yearAt]) ?? (tokens[yearAt]?.spaced ? buddhistYear(tokens[yearAt]) : undefined);
  return year === undefined ? undefined : foundDay(year, month.number, day, at, yearAt + 1);
}

/** `September 5, 2023`, `Sep 5th 2023`, `Tue Sep 05 10:20:00 CST 2023`. */
function nameDay(tokens: readonly Token[], at: number): Found | undefined {
  const month = monthNumber(tokens[at]?.text ?? '');
  if (month === undefined) return undefined;
  const dayAt = tokens[at + 1]?.text === '.' ? at + 2 : at + 1;
  const day = numberOf(tokens[dayAt], 31);
  if (day === undefined) return undefined;
  const yearAt = afterFillers(tokens, dayAt + 1);
  const year = yearOf(tokens[yearAt]);
  if (year !== undefined) return foundDay(year, month, day, at, yearAt + 1);
  const time = timeAt(tokens, dayAt + 1);
  if (time === undefined) return undefined;
  const after = tokens[time.to]?.kind === 'word' ? time.to + 1 : time.to;
  const late = yearOf(tokens[after]);
  const found = late === undefined ? undefined : valid(late, month, day);
  return found === undefined
    ? undefined
    : { date: { ...found, seconds: time.seconds }, from: at, to: after + 1 };
}

/** `令和5年9月5日`, `民國112年9月5日`. */
function eraYear(tokens: readonly Token[], at: number): Found | undefined {
  const pair = `${tokens[at]?.text ?? ''}${tokens[at + 1]?.text ?? ''}`;
  const base = eras.get(pair);
  const told = tokens[at + 2];
  if (base === undefined || told === undefined) return undefined;
  const year = told.text === '元' ? 1 : numberOf(told, 150);
  const [sign, month, monthSign, day] = tokens.slice(at + 3, at + 7);
  const isYear = sign?.text === '年' || sign?.text === '.' || sign?.text === '/';
  const [m, d] = [numberOf(month, 12), numberOf(day, 31)];
  if (
    !isYear ||
    year === undefined ||
    m === undefined ||
    d === undefined ||
    monthSign === undefined
  )
    return undefined;
  return foundDay(base + year, m, d, at, at + (tokens[at + 7]?.text === '日' ? 8 : 7));
}

function monthAtToken(
  tokens: readonly Token[],
  at: number,
): { number: number; to: number } | undefined {
  const token = tokens[at];
  if (token === undefined) return undefined;
  if (token.text === 'tháng') {
    const number = numberOf(tokens[at + 1], 12);
    return number === undefined ? undefined : { number, to: at + 2 };
  }
  if (token.kind !== 'word') return undefined;
  const pair = monthNumber(`${token.text}-${tokens[at + 1]?.text ?? ''}`);
  if (pair !== undefined) return { number: pair, to: at + 2 };
  const number = monthNumber(token.text);
  return number === undefined ? undefined : { number, to: at + 1 };
}

function afterFillers(tokens: readonly Token[], at: number): number {
  let next = at;
  for (let steps = 0; steps < 3; steps += 1) {
    const text = tokens[next]?.text ?? '';
    if (
      text !== '.' &&
      text !== ',' &&
      text !== '،' &&
      text !== '/' &&
      text !== '-' &&
      !dateFillers.has(text)
    )
      break;
    next += 1;
  }
  return next;
}

function yearOf(token: Token | undefined): number | undefined {
  if (token?.kind !== 'number' || !/^(?:19|20)\d\d$/.test(token.text)) return undefined;
  return Number(token.text);
}

/** Thai pages count from the death of the Buddha. */
function buddhistYear(token: Token | undefined): number | undefined {
  return token?.kind === 'number' && /^25[3-9]\d$/.test(token.text)
    ? Number(token.text) - 543
    : undefined;
}

function numberOf(token: Token | undefined, most: number): number | undefined {
  if (token?.kind !== 'number' || token.text.length > 3) return undefined;
  const number = Number(token.text);
  return number >= 1 && number <= most ? number : undefined;
}

function foundDay(
  year: number,
  month: number,
  day: number,
  from: number,
  to: number,
): Found | undefined {
  const date = valid(year, month, day);
  return date === undefined ? undefined : { date, from, to };
}

function valid(year: number, month: number, day: number): ToldDate | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  return { year, month, day };
}

/** Adds the time of day that follows, or else stands before. */
function withTime(tokens: readonly Token[], found: Found): Found {
  if (found.date.seconds !== undefined) return withZone(tokens, found, found.to);
  const time = timeAfter(tokens, found.to);
  if (time !== undefined) {
    const date = { ...found.date, seconds: time.seconds };
    return withZone(tokens, { ...found, date, to: time.to }, time.to);
  }
  for (let at = found.from - 1; at >= Math.max(0, found.from - 8); at -= 1) {
    const before = tokens[at - 1]?.text === ':' ? undefined : timeAt(tokens, at);
    if (before === undefined || before.to > found.from) continue;
    const date = { ...found.date, seconds: before.seconds };
    return { ...withZone(tokens, { ...found, date }, before.to), to: found.to };
  }
  return found;
}

/** A time within the next few words, before any other number. */
function timeAfter(tokens: readonly Token[], from: number): ToldTime | undefined {
  for (let at = from; at < Math.min(tokens.length, from + 7); at += 1) {
    const time = timeAt(tokens, at);
    if (time !== undefined || tokens[at]?.kind === 'number') return time;
  }
  return undefined;
}

function withZone(tokens: readonly Token[], found: Found, at: number): Found {
  const zone = zoneAt(tokens, at, found.date);
  if (zone === undefined) return found;
  return { ...found, date: { ...found.date, zone: zone.minutes }, to: zone.to };
}
