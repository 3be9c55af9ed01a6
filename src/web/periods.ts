/** Months that are told one by one, most; more are told by years. */
const mostMonths = 48;
const mostYears = 200;

export interface Period {
  /** `2026-11`, or `2026`. */
  readonly period: string;
  readonly articles: number;
}

/** Counts by month, ascending, as months in a row without a gap, or as years where these are many. */
export function periodsOf(
  months: readonly { readonly month: string; readonly articles: number }[],
): Period[] {
  const [first, last] = [months.at(0), months.at(-1)];
  if (first === undefined || last === undefined) return [];
  const [from, to] = [indexOf(first.month), indexOf(last.month)];
  if (to - from < mostMonths) {
    const counts = new Map(months.map(({ month, articles }) => [indexOf(month), articles]));
    return inARow(from, to, counts).map(([at, articles]) => ({ period: monthAt(at), articles }));
  }
  const years = new Map<number, number>();
  for (const { month, articles } of months) {
    const year = Math.floor(indexOf(month) / 12);
    years.set(year, (years.get(year) ?? 0) + articles);
  }
  // A date that is wrong by centuries must not make a row of them.
  const earliest = Math.max(Math.floor(from / 12), Math.floor(to / 12) - mostYears);
  return inARow(earliest, Math.floor(to / 12), years).map(([year, articles]) => ({
    period: String(year).padStart(4, '0'),
    articles,
  }));
}

const indexOf = (month: string): number =>
  Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;

const monthAt = (index: number): string =>
  `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`;

const inARow = (from: number, to: number, counts: ReadonlyMap<number, number>) =>
  Array.from(
    { length: to - from + 1 },
    (_, at) => [from + at, counts.get(from + at) ?? 0] as const,
  );
