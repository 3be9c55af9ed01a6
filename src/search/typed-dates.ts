/** A stretch of time, ms since 1970: from its first moment to before the first after it. */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

const day = 86_400_000;
const units: readonly {
  readonly names: RegExp;
  readonly days?: number;
  readonly months?: number;
}[] = [
  { names: /^(?:h|hours?|小[时時])$/, days: 1 / 24 },
  { names: /^(?:d|days?|天|日)$/, days: 1 },
  { names: /^(?:w|weeks?|周|週|星期)$/, days: 7 },
  { names: /^(?:m|months?|个?月|個月)$/, months: 1 },
  { names: /^(?:y|years?|年)$/, months: 12 },
];

/**
 * The time that somebody wrote, in UTC: `2024`, `2024-03`, `2024/3/5`, `20240305`, `2024年3月5日`, a
 * whole time (RFC 3339, the zone may be left out), or a while before `now` (ms since 1970) such as
 * `7d`, `2w`, `3个月`, which begins and ends at that moment. Undefined: it is no date.
 */
export function typedDate(text: string, now: number): TimeSpan | undefined {
  const plain = text.normalize('NFKC').trim().toLowerCase();
  const span = ago(plain, now) ?? calendar(plain) ?? moment(plain);
  return span !== undefined && span.from >= earliest && span.to <= latest ? span : undefined;
}

/** What an Instant can tell. */
const earliest = Date.UTC(100, 0);
const latest = Date.UTC(9999, 11, 31);

function ago(text: string, now: number): TimeSpan | undefined {
  const [, count = '', unit = ''] = /^(\d{1,4}) ?(\p{L}+)$/u.exec(text) ?? [];
  const { days, months } = units.find(({ names }) => names.test(unit)) ?? {};
  // 2024年 is that year.
  if (count.length === 4 && unit === '年') return undefined;
  if (days !== undefined) return spanAt(now - Number(count) * days * day);
  if (months === undefined) return undefined;
  return spanAt(monthsBefore(now, Number(count) * months));
}

/** On the same day of the month, or its last where it has no such day. */
function monthsBefore(now: number, months: number): number {
  const then = new Date(now);
  const on = then.getUTCDate();
  then.setUTCMonth(then.getUTCMonth() - months);
  if (then.getUTCDate() !== on) then.setUTCDate(0);
  return then.getTime();
}

const spanAt = (at: number): TimeSpan => ({ from: at, to: at });

const calendarForms = [
  /^(\d{4})(?:年|([-/.])(\d{1,2})(?:\2(\d{1,2}))?)?$/,
  /^(\d{4})年( ?)(\d{1,2})月(?: ?(\d{1,2})[日号號]?)?$/,
  /^(\d{4})()(\d{2})(\d{2})$/,
];

function calendar(text: string): TimeSpan | undefined {
  for (const form of calendarForms) {
    const [whole, year, , month, date] = form.exec(text) ?? [];
    if (whole !== undefined) return calendarSpan(Number(year), month, date);
  }
  return undefined;
}

function calendarSpan(year: number, month?: string, date?: string): TimeSpan | undefined {
  const [at, on] = [Number(month ?? 1), Number(date ?? 1)];
  const from = Date.UTC(year, at - 1, on);
  const told = new Date(from);
  // The 31st of a month that has none, a year before 100.
  if (told.getUTCMonth() !== at - 1 || told.getUTCDate() !== on) return undefined;
  if (told.getUTCFullYear() !== year) return undefined;
  if (date !== undefined) return { from, to: from + day };
  return { from, to: month === undefined ? Date.UTC(year + 1, 0) : Date.UTC(year, at) };
}

function moment(text: string): TimeSpan | undefined {
  const [, zone] = /^\d{4}-\d\d-\d\d[t ]\d\d:\d\d[\d:.]*(.*)$/.exec(text) ?? [];
  if (zone === undefined) return undefined;
  // Without a zone it would be a time of wherever this runs.
  const at = Date.parse(`${text.toUpperCase()}${zone === '' ? 'Z' : ''}`);
  return Number.isNaN(at) ? undefined : spanAt(at);
}
