import { ArchiveError, type Instant, instant } from '../model/index.ts';

/** A place in the order of articles: newest first, then by id. */
export interface Cursor {
  readonly sortAt: Instant;
  readonly id: string;
}

const hour = 3_600_000;

/** A moment as a query names it. Throws ArchiveError `invalid`. */
export function parseMoment(text: string): Instant {
  const written = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{3})?Z$/.test(text);
  const time = written ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) {
    throw new ArchiveError(
      'invalid',
      `${text}: this is no moment; write it like 2026-11-24T08:00:00.000Z.`,
    );
  }
  return instant(time);
}

/** A cursor as a query names it, `<moment> <article id>`, and back. */
export const cursorText = {
  format: ({ sortAt, id }: Cursor): string => `${sortAt} ${id}`,
  /** Throws ArchiveError `invalid`. */
  parse(text: string): Cursor {
    const [moment = '', id = ''] = text.split(' ', 2);
    if (!/^[0-9a-f]{1,64}$/.test(id)) {
      throw new ArchiveError('invalid', `${text}: this page has no such place; go to its start.`);
    }
    return { sortAt: parseMoment(moment), id };
  },
};

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
