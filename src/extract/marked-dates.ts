import type { DateCandidate, DateContext } from './date-candidate.ts';
import { labelIn } from './date-labels.ts';
import { isBelow, placeWeight } from './date-place.ts';
import type { ShownDate } from './date-reader.ts';
import type { DateMark, PageFacts } from './page-facts.ts';
import type { DateLabel, ToldDate } from './told-date.ts';

/** Dates of elements that are marked as such. */
export function markedDates(facts: PageFacts, context: DateContext): DateCandidate[] {
  return facts.dateMarks.flatMap((mark) => {
    const place = placeWeight(mark, context.title);
    return place === 0 ? [] : datesOfMark(mark, place, context);
  });
}

/** What the attribute tells goes before the text, which tells the label and may tell the clock. */
function datesOfMark(mark: DateMark, place: number, context: DateContext): DateCandidate[] {
  const told = mark.value === '' ? undefined : context.reader.moment(mark.value);
  const shown = context.reader.datesIn(mark.text);
  const [first] = shown;
  if (told === undefined)
    return shown.map((each) => shownMark(mark, each, each.date, place, context));
  if (first === undefined) return [untold(mark, told, place)];
  return [shownMark(mark, first, exacter(told, first.date) ?? told, place, context)];
}

function shownMark(
  mark: DateMark,
  shown: ShownDate,
  date: ToldDate,
  place: number,
  { title }: DateContext,
): DateCandidate {
  const isSaid = mark.label === '' || shown.label === 'modified';
  const label = isSaid ? shown.label || mark.label : mark.label;
  const weight = markWeight(mark, label, 0) - (shown.date.isShort ? 20 : 0);
  const value = date === shown.date ? mark.text : mark.value;
  return {
    ...common(mark, value),
    label,
    weight: place * weight,
    date,
    isBelowTitle: isBelow(mark, title),
  };
}

/** An attribute tells a date that the text does not. */
function untold(mark: DateMark, date: ToldDate, place: number): DateCandidate {
  const label = labelIn(mark.text) || mark.label;
  return { ...common(mark, mark.value), label, weight: place * markWeight(mark, label, -6), date };
}

const common = (
  mark: DateMark,
  value: string,
): Pick<DateCandidate, 'source' | 'group' | 'value'> => ({
  source: mark.by,
  group: mark.by === 'itemprop' ? 'head' : 'page',
  value: value.slice(0, 80),
});

function markWeight(mark: DateMark, label: DateLabel, byClass: number): number {
  const by = mark.by === 'itemprop' ? 18 : mark.by === 'time' ? 6 : byClass;
  return 62 + by + (label === 'published' ? 10 : 0);
}

/** The text's local time where the attribute tells the same day without a time. */
function exacter(told: ToldDate, shown: ToldDate): ToldDate | undefined {
  if (told.seconds !== undefined || shown.seconds === undefined) return undefined;
  return told.day === shown.day && told.month === shown.month && told.year === shown.year
    ? shown
    : undefined;
}
