import { ArchiveError, type Capture, type Instant, instant } from '../../model/index.ts';

/** A moment to the second as 14 digits in UTC, as web archives write it in addresses. */
export const stampOf = (at: Instant): string => at.replaceAll(/[-:T]/g, '').slice(0, 14);

/** The first second that 4, 6, 8, 10, 12 or 14 digits stand for. Throws ArchiveError `invalid`. */
export function momentOf(digits: string): Instant {
  const [year, month = '01', day = '01', hour = '00', minute = '00', second = '00'] =
    partsOf(digits);
  const text = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
  const time = Date.parse(text);
  if (Number.isNaN(time) || new Date(time).toISOString() !== text) {
    throw new ArchiveError(
      'invalid',
      `${digits}: this is no moment; write it like 20261124080000, or its first 4 to 12 digits.`,
    );
  }
  return instant(time);
}

/** The moment after the last second that such digits stand for. Throws ArchiveError `invalid`. */
export function momentAfter(digits: string): Instant {
  const [date = '', time = ''] = momentOf(digits).split('T');
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const [hour = 0, minute = 0, second = 0] = time.split(':').map(Number.parseFloat);
  const parts = [year, month - 1, day, hour, minute, second] as const;
  const last = partsOf(digits).length - 1;
  const [y, ...rest] = parts.map((part, at) => (at === last ? part + 1 : part));
  const [mo = 0, d, h, mi, s] = rest;
  return instant(Math.min(Date.UTC(y ?? 0, mo, d, h, mi, s), lastMoment));
}

const lastMoment = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** Year, month, day and so on, as many as there are; none where the digits are no such row. */
const partsOf = (digits: string): readonly string[] =>
  digits
    .match(/^(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?$/)
    ?.slice(1)
    .filter(isThere) ?? [];

const isThere = (part: string | undefined) => part !== undefined;

/** `Accept-Datetime` (RFC 7089, 2.1.1): an RFC 1123 date in GMT. Throws `invalid`. */
export function acceptedMoment(header: string): Instant {
  const time = httpDate.test(header) ? Date.parse(header) : Number.NaN;
  if (Number.isNaN(time)) {
    throw new ArchiveError(
      'invalid',
      `Accept-Datetime: ${header}: this is no date; write it like Tue, 24 Nov 2026 08:00:00 GMT.`,
    );
  }
  return instant(time);
}

const httpDate =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** The moment of a capture as headers write it. */
export const httpDateOf = (at: Instant): string => new Date(at).toUTCString();

/** The capture nearest in time, the earlier of two; the last one where no moment is named. */
export function nearest(captures: readonly Capture[], at?: Instant): Capture | undefined {
  if (at === undefined) return captures.at(-1);
  const wanted = Date.parse(at);
  const away = (one: Capture) => Math.abs(Date.parse(one.capturedAt) - wanted);
  return captures.reduce<Capture | undefined>(
    (best, one) => (best === undefined || away(one) < away(best) ? one : best),
    undefined,
  );
}
