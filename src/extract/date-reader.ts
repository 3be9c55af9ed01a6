import { isOfElse, labelIn } from './date-labels.ts';
import { relativeDate } from './date-relative.ts';
import { datesInText } from './date-text.ts';
import { yearlessDate } from './date-yearless.ts';
import type { DateLabel, DayOrder, ToldDate } from './told-date.ts';
import { dateAt } from './told-moment.ts';

/** A date that a text shows, with what is said of it. */
export interface ShownDate {
  readonly date: ToldDate;
  readonly label: DateLabel;
}

const longestValue = 120;

/**
 * Reads the dates of one page: in its order of day and month, relative times from its capture. What was
 * read is kept, since marked elements lie in each other and their text is a line too.
 */
export class DateReader {
  private readonly order: DayOrder;
  private readonly now: number | undefined;
  private readonly shown = new Map<string, readonly ShownDate[]>();
  private readonly moments = new Map<string, ToldDate | undefined>();

  /** `now` is when the page was captured, in milliseconds since 1970. */
  constructor(order: DayOrder, now: number | undefined) {
    this.order = order;
    this.now = now;
  }

  /** A date in a machine's form: a number of seconds or milliseconds since 1970, or any text. */
  moment(value: string): ToldDate | undefined {
    if (!/[\d\u0660-\u0669\u06f0-\u06f9\uff10-\uff19年月]/.test(value)) return undefined;
    const known = this.moments.get(value);
    if (known !== undefined || this.moments.has(value)) return known;
    const date = momentIn(value, this.order);
    this.moments.set(value, date);
    return date;
  }

  /** The dates a text shows, each with what is said before it, or of the only one after it. */
  datesIn(text: string): readonly ShownDate[] {
    const known = this.shown.get(text);
    if (known !== undefined) return known;
    const dates = this.read(text);
    this.shown.set(text, dates);
    return dates;
  }

  private read(text: string): readonly ShownDate[] {
    const dates = datesInText(text, this.order);
    if (dates.length === 0) return this.fromCapture(text);
    let from = 0;
    return dates.flatMap((date) => {
      const before = text.slice(from, date.at);
      from = date.end ?? 0;
      if (isOfElse(before)) return [];
      return [{ date, label: labelIn(before) || (dates.length === 1 ? labelIn(text) : '') }];
    });
  }

  /** What tells a date only together with the time of the capture. */
  private fromCapture(text: string): readonly ShownDate[] {
    if (this.now === undefined || isOfElse(text)) return [];
    const date = relativeDate(text, this.now) ?? yearlessDate(text, this.now);
    return date === undefined ? [] : [{ date, label: labelIn(text) }];
  }
}

function momentIn(value: string, order: DayOrder): ToldDate | undefined {
  if (/^\s*1\d{9}(?:\d{3})?\s*$/.test(value)) {
    const number = Number(value);
    return dateAt(number > 1e11 ? number : number * 1000, 0);
  }
  return datesInText(value.slice(0, longestValue), order)[0];
}
