import { type Instant, instant } from '../model/index.ts';
import { monthNumber } from './month-names.ts';
import { zoneAt } from './time-zones.ts';

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}
interface Clock {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
}

const midnight: Clock = { hour: 0, minute: 0, second: 0, millisecond: 0 };
const clockPattern =
  /(?<![+\d])(\d{1,2})\s?(?::|时|時|点|點|시)\s?(\d{1,2})(?!\d)\s?(?:分|분)?(?:\s?:?\s?(?<=[:分분]\s?)(\d{1,2})(?!\d)(?:[.,](\d{1,9}))?\s?(?:秒|초)?)?/;
const morning = /\ba\.?m\b\.?|上午|午前|凌晨|清晨|早上|오전/i;
const afternoon = /\bp\.?m\b\.?|下午|午後|午后|晚上|傍晚|오후/i;

/**
 * Any date a feed may tell: RFC 5322 (RFC 822, 2822) with its broken forms, ISO 8601 and RFC 3339 in
 * all shapes, asctime, `2020年6月25日 下午8:58`, names of months in many languages, two-digit years,
 * `24:00`, zones by name or any offset, Unix seconds or milliseconds. No zone means UTC, never the
 * zone of this computer. Undefined when it cannot be told or there is no such day.
 */
export function parseFeedDate(text: string): Instant | undefined {
  const line = tidy(text);
  if (/^\d{4}-\d\d-\d\d[+-]\d\d:\d\d$/.test(line)) {
    return moment(isoDay(line.slice(0, 10)), midnight, zoneAt(line.slice(10))?.minutes);
  }
  return digitsOnly(line) ?? compactIso(line) ?? worded(line);
}

function tidy(text: string): string {
  return text
    .slice(0, 200)
    .normalize('NFKC')
    .replace(/\([^()]*\)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

function digitsOnly(line: string): Instant | undefined {
  if (!/^\d+(?:\.\d+)?$/.test(line)) return undefined;
  const whole = line.split('.')[0] ?? '';
  if (whole.length === 4) return moment({ year: Number(line), month: 1, day: 1 }, midnight, 0);
  if (whole.length === 9 || whole.length === 10) return instant(Math.trunc(Number(line) * 1000));
  if (whole.length === 12 || whole.length === 13) return instant(Number(whole));
  return undefined;
}

/** `20200625`, `20200625T085840Z`, `20200625085840`. */
function compactIso(line: string): Instant | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)(?:[T ]?(\d\d)(\d\d)(\d\d)?)?\s?(Z|[+-]\d\d:?\d\d)?$/i.exec(
    line,
  );
  if (match === null) return undefined;
  const [, year, month, day, hour = 0, minute = 0, second = 0, zone = ''] = match;
  return moment(
    { year: Number(year), month: Number(month), day: Number(day) },
    { hour: Number(hour), minute: Number(minute), second: Number(second), millisecond: 0 },
    zoneAt(zone)?.minutes,
  );
}

function worded(line: string): Instant | undefined {
  const found = clockPattern.exec(line);
  if (found === null) return moment(dayIn(line), midnight, 0);
  const before = line.slice(0, found.index).replace(/T$/i, '');
  const after = line.slice(found.index + found[0].length);
  const noon = halfOfDay(line);
  const rest = after.replace(/^\s?[ap]\.?m\b\.?/i, '');
  const zone = zoneAt(rest);
  if (zone === undefined) return undefined;
  const unzoned = rest.slice(zone.length);
  const isZoneAWord = monthNumber(rest.trim().split(/[^\p{L}]/u)[0] ?? '') !== undefined;
  const day = dayIn(isZoneAWord ? `${before} ${rest}` : `${before} ${unzoned}`);
  return moment(day, clockOf(found, noon), isZoneAWord ? 0 : zone.minutes);
}

function halfOfDay(line: string): 'morning' | 'afternoon' | undefined {
  if (afternoon.test(line)) return 'afternoon';
  return morning.test(line) ? 'morning' : undefined;
}

function clockOf(found: RegExpExecArray, half: 'morning' | 'afternoon' | undefined): Clock {
  const [, hourText, minute, second = '0', fraction = ''] = found;
  let hour = Number(hourText);
  if (half === 'afternoon' && hour < 12) hour += 12;
  if (half === 'morning' && hour === 12) hour = 0;
  const millisecond = Number(fraction.slice(0, 3).padEnd(3, '0'));
  return { hour, minute: Number(minute), second: Number(second), millisecond };
}

function dayIn(text: string): Day | undefined {
  const eastern = /(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월](?:\s?(\d{1,2})\s?[日号號일]?)?/.exec(text);
  if (eastern !== null) return dayFrom(eastern[1], eastern[2], eastern[3] ?? '1');
  return isoDay(text) ?? namedDay(text) ?? numericDay(text);
}

function isoDay(text: string): Day | undefined {
  const match = /(?<!\d)(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?!\d)/.exec(text);
  if (match !== null) return dayFrom(match[1], match[2], match[3] ?? '1');
  const ordinal = /^(\d{4})-(\d{3})(?!\d)/.exec(text);
  if (ordinal === null) return undefined;
  const date = new Date(Date.UTC(Number(ordinal[1]), 0, Number(ordinal[2])));
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** `25 Jun 2020`, `Jun 25, 2020`, `25-Jun-20`, `Thursday June 25th 2020`. */
function namedDay(text: string): Day | undefined {
  const months = (text.match(/\p{L}{3,}/gu) ?? []).map(monthNumber);
  const month = months.findLast((one) => one !== undefined);
  const numbers = text.match(/\d+/g) ?? [];
  if (month === undefined || numbers.length < 2) return undefined;
  const [first = '', second = ''] = numbers;
  return first.length > 2
    ? dayFrom(first, String(month), second)
    : dayFrom(second, String(month), first);
}

/** `6/25/2020` (month first unless that cannot be), `25.6.2020`, `25-06-2020`. */
function numericDay(text: string): Day | undefined {
  const match = /(?<!\d)(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)/.exec(text);
  if (match === null) return undefined;
  const [, first, mark, second, year] = match;
  const isMonthFirst = mark === '/' && Number(first) <= 12;
  return isMonthFirst ? dayFrom(year, first, second) : dayFrom(year, second, first);
}

function dayFrom(year = '', month = '', day = ''): Day {
  return { year: fullYear(year), month: Number(month), day: Number(day) };
}

function fullYear(year: string): number {
  const number = Number(year);
  if (year.length >= 4) return number;
  if (year.length === 3) return number + 1900;
  return number < 50 ? number + 2000 : number + 1900;
}

function moment(day: Day | undefined, clock: Clock, zone: number | undefined): Instant | undefined {
  if (day === undefined || zone === undefined) return undefined;
  const isClock = clock.hour <= 24 && clock.minute <= 59 && clock.second <= 60;
  if (!isClock || day.month < 1 || day.month > 12 || day.day < 1) return undefined;
  if (day.year < 1 || day.year > 9998) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(day.year, day.month - 1, day.day);
  if (date.getUTCDate() !== day.day) return undefined;
  date.setUTCHours(clock.hour, clock.minute - zone, clock.second, clock.millisecond);
  return date.getUTCFullYear() < 0 ? undefined : instant(date.getTime());
}
