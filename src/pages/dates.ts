import { ArchiveError, type Instant } from '../model/index.ts';
import type { PageContext } from './context.ts';
import type { Locale } from './locale.ts';
import { type Markup, markup } from './markup.ts';

/** Writes moments and days in one language and one time zone. */
export interface Dates {
  /** Day and time of day, as a `<time>` element. */
  moment(at: Instant): Markup;
  /** Time of day alone where `at` falls on `date` (`YYYY-MM-DD`), else as `moment`. */
  within(date: string, at: Instant): Markup;
  /** The day a moment falls on, as a `<time>` element. */
  dayOf(at: Instant): Markup;
  /** A day (`YYYY-MM-DD`) with its weekday, as text; anything else comes back as it is. */
  long(date: string): string;
  /** The day a moment falls on, `YYYY-MM-DD`. */
  date(at: Instant): string;
  /** Whether two moments read the same to the minute. */
  same(a: Instant, b: Instant): boolean;
}

/** The language and place whose dates, numbers and names of languages each locale is written with. */
export const regions: Readonly<Record<Locale, string>> = {
  en: 'en-GB',
  'zh-Hans': 'zh-Hans-CN',
  'zh-Hant': 'zh-Hant-TW',
};
const day = { year: 'numeric', month: 'long', day: 'numeric' } as const;
const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const aDay = /^\d{4}-\d{2}-\d{2}$/;

/** Throws ArchiveError `invalid` when the context's time zone is unknown. */
export function datesOf({ locale, timeZone }: Pick<PageContext, 'locale' | 'timeZone'>): Dates {
  const { days, clocks, civil, weekdays } = formattersOf(locale, timeZone);
  const text = (at: Instant) => `${days.format(new Date(at))} ${clocks.format(new Date(at))}`;
  const date = (at: Instant) => civil.format(new Date(at));
  const element = (at: Instant, shown: string) => markup`<time datetime="${at}">${shown}</time>`;
  const moment = (at: Instant) => element(at, text(at));
  return {
    moment,
    date,
    within: (on, at) => (date(at) === on ? element(at, clocks.format(new Date(at))) : moment(at)),
    dayOf: (at) => element(at, days.format(new Date(at))),
    long: (on) => (isDay(on) ? weekdays.format(new Date(`${on}T12:00:00Z`)) : on),
    same: (a, b) => text(a) === text(b),
  };
}

type Formatter = Intl.DateTimeFormat;
interface Formatters {
  readonly days: Formatter;
  readonly clocks: Formatter;
  readonly civil: Formatter;
  readonly weekdays: Formatter;
}

/** Kept for the life of the process, for they are slow to make; zones that exist are few. */
const made = new Map<string, Formatters>();

function formattersOf(locale: Locale, timeZone: string): Formatters {
  const key = `${locale} ${timeZone}`;
  const known = made.get(key) ?? makeFormatters(regions[locale], timeZone);
  made.set(key, known);
  return known;
}

function makeFormatters(tag: string, timeZone: string): Formatters {
  const digits = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  return {
    days: formatter(tag, { ...day, timeZone }),
    clocks: formatter(tag, { ...clock, timeZone }),
    civil: formatter('en-CA', { ...digits, timeZone }),
    weekdays: formatter(tag, { weekday: 'long', ...day, timeZone: 'UTC' }),
  };
}

/** Whether text is a day of the calendar, `YYYY-MM-DD`. */
function isDay(text: string): boolean {
  return aDay.test(text) && !Number.isNaN(Date.parse(`${text}T12:00:00Z`));
}

function formatter(tag: string, options: Intl.DateTimeFormatOptions): Formatter {
  try {
    return new Intl.DateTimeFormat(tag, options);
  } catch (cause) {
    const sentence = `The time zone ${options.timeZone} is unknown; give an IANA name such as Asia/Shanghai.`;
    throw new ArchiveError('invalid', sentence, { cause });
  }
}
