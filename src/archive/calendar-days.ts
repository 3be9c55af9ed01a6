import { ArchiveError, type Instant, instant } from '../model/index.ts';

const hour = 3_600_000;

/** Kept for the life of the process, for they are slow to make and large; zones that exist are few. */
const calendars = new Map<string, Intl.DateTimeFormat>();

/** The date of a moment in a time zone, `YYYY-MM-DD`. */
export function dateIn(timeZone: string, moment: Instant): string {
  const calendar =
    calendars.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
  calendars.set(timeZone, calendar);
  return calendar.format(Date.parse(moment));
}

/** Moments between which a day lies in every zone (UTC−12 to UTC+14). Throws `invalid`. */
export function boundsOfDay(day: string): { since: Instant; until: Instant } {
  const start = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(start) || instant(start).slice(0, 10) !== day) {
    throw new ArchiveError('invalid', `${day}: this is no date; write it like 2026-11-24.`);
  }
  return { since: instant(start - 14 * hour), until: instant(start + 38 * hour) };
}
