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
  /** The year was told with two digits, or not at all. */
  readonly isShort?: true;
  /** Where in the text its day is told, and where what tells it ends. */
  readonly at?: number;
  readonly end?: number;
}

/** Which comes first in `05/09/2023`. */
export type DayOrder = 'day' | 'month';

/** What is said of a date where it stands. */
export type DateLabel = '' | 'published' | 'modified';

/** A day among the tokens of a text. */
export interface FoundDate {
  readonly date: ToldDate;
  /** Tokens from and to (not with) which it is told. */
  readonly from: number;
  readonly to: number;
}

/** The day where the calendar has it. */
export function calendarDay(year: number, month: number, day: number): ToldDate | undefined {
  const isDay = month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
  return isDay ? { year, month, day } : undefined;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

export function foundDay(
  [year, month, day]: readonly [year: number, month: number, day: number],
  from: number,
  to: number,
): FoundDate | undefined {
  const date = calendarDay(year, month, day);
  return date === undefined ? undefined : { date, from, to };
}
