const minute = 60_000;
const months =
  'January February March April May June July August September October November December'.split(
    ' ',
  );

/** RFC 3339 to the second at a fixed offset in hours: `2026-11-24T17:15:00+08:00`, or `Z` for 0. */
export function timestamp(milliseconds: number, offsetHours = 0): string {
  const local = shifted(milliseconds, offsetHours).toISOString().slice(0, 19);
  return local + (offsetHours === 0 ? 'Z' : `+${pad(offsetHours)}:00`);
}

/** RFC 822 as RSS wants it, at +08:00: `Tue, 24 Nov 2026 17:15:00 +0800`. */
export function rssDate(milliseconds: number): string {
  return shifted(milliseconds, 8).toUTCString().replace('GMT', '+0800');
}

/** RFC 9110 HTTP-date. */
export function httpDate(milliseconds: number): string {
  return new Date(milliseconds).toUTCString();
}

/** `24 November 2026, 09:15 UTC` */
export function englishDate(milliseconds: number): string {
  const at = new Date(milliseconds);
  const day = `${at.getUTCDate()} ${months[at.getUTCMonth()] ?? ''} ${at.getUTCFullYear()}`;
  return `${day}, ${clock(at)} UTC`;
}

/** `2026年11月24日 17:15`, at +08:00. */
export function chineseDate(milliseconds: number): string {
  const at = shifted(milliseconds, 8);
  return `${at.getUTCFullYear()}年${at.getUTCMonth() + 1}月${at.getUTCDate()}日 ${clock(at)}`;
}

/** `09:15`, UTC. */
export function clockTime(milliseconds: number): string {
  return clock(new Date(milliseconds));
}

export function minutesBefore(milliseconds: number, minutes: number): number {
  return milliseconds - minutes * minute;
}

function shifted(milliseconds: number, hours: number): Date {
  return new Date(milliseconds + hours * 60 * minute);
}

function clock(at: Date): string {
  return `${pad(at.getUTCHours())}:${pad(at.getUTCMinutes())}`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
