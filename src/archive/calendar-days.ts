import { ArchiveError, type Instant, instant } from '../model/index.ts';

const hour = 3_600_000;

/** Kept for the life of the process, for they are slow to make and large; zones that exist are few. */
const calendars = new Map<string, Intl.DateTimeFormat>();

/** Dates of quarters of an hour, by zone and quarter; a list of articles asks for the same few again and again. */
const dates = new Map<string, string>();
const mostDates = 20_000;
const quarter = hour / 4;
/** Since then no zone's day begins within a quarter of an hour of UTC (tz database: Liberia was the last). */
const inQuarters = Date.UTC(1972, 5, 1);

/** The date of a moment in a time zone, `YYYY-MM-DD`. */
export function dateIn(timeZone: string, moment: Instant): string {
  const at = Date.parse(moment);
  if (at < inQuarters) return calendarOf(timeZone).format(at);
  const key = `${timeZone} ${Math.floor(at / quarter)}`;
  const known = dates.get(key);
  if (known !== undefined) return known;
  const date = calendarOf(timeZone).format(at);
  if (dates.size >= mostDates) dates.clear();
  dates.set(key, date);
  return date;
}

function calendarOf(timeZone: string): Intl.DateTimeFormat {
  const calendar =
    calendars.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
  calendars.set(timeZone, calendar);
  return calendar;
}

/** Moments between which a day lies in every zone (UTC−12 to UTC+14). Throws `invalid`. */
export function boundsOfDay(day: string): { since: Instant; until: Instant } {
  const start = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(start) || instant(start).slice(0, 10) !== day) {
    throw new ArchiveError('invalid', `${day}: this is no date; write it like 2026-11-24.`);
  }
  return { since: instant(start - 14 * hour), until: instant(start + 38 * hour) };
}
