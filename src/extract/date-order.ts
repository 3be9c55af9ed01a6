import { firstMeta } from './meta-names.ts';
import type { PageFacts } from './page-facts.ts';
import type { DayOrder, ToldDate } from './told-date.ts';
import { daysBetween } from './told-moment.ts';

/**
 * Whether `05/09/2023` on this page begins with the day or the month: the month in English of the
 * United States and the Philippines and in English that does not say whose, the day elsewhere.
 */
export function pageDayOrder(facts: PageFacts, url: string): DayOrder {
  const said = [
    facts.lang,
    firstMeta(facts, ['og:locale', 'content-language', 'language', 'dc.language']),
  ];
  const tags = said
    .map((tag) => tag.trim().toLowerCase().replace('_', '-'))
    .filter((tag) => tag !== '');
  if (tags.some((tag) => /^en-(?:us|ph)$|^es-(?:us|pr)$/.test(tag)) && !isElsewhere(url))
    return 'month';
  const tag = tags[0] ?? '';
  const isAmerican = /^en(?:$|-(?!gb|uk|au|nz|ie|in|za|sg|hk|my|pk|ng|ke))/.test(tag);
  return isAmerican && !isElsewhere(url) && tags.every((each) => each.startsWith('en'))
    ? 'month'
    : 'day';
}

/** Countries by whose habit the day comes first tell it in their domain's end. */
function isElsewhere(url: string): boolean {
  const end = /\.([a-z]{2})$/.exec(URL.parse(url)?.hostname ?? '')?.[1];
  return (
    end !== undefined &&
    !['us', 'ph', 'io', 'co', 'tv', 'me', 'ai', 'fm', 'pr', 'cc', 'ly'].includes(end)
  );
}

/** The date with day and month the other way round, where it may be. */
export function swapped(date: ToldDate): ToldDate {
  return date.isAmbiguous ? { ...date, month: date.day, day: date.month } : date;
}

/**
 * Dates whose day and month may be either, read as the page's other dates prove: numbers that can be
 * read one way only, and a date told elsewhere without doubt that one reading hits.
 */
export function settled(dates: readonly ToldDate[]): ToldDate[] {
  const sure = dates.filter((date) => !date.isAmbiguous);
  const proof = sure.find((date) => date.proves !== undefined)?.proves;
  const hits = (date: ToldDate): boolean =>
    sure.some((other) => Math.abs(daysBetween(date, other)) <= 1);
  const unsure = dates.filter((date) => date.isAmbiguous);
  const isOther = unsure.some((date) => hits(swapped(date))) && !unsure.some(hits);
  return dates.map((date) => {
    if (!date.isAmbiguous) return date;
    if (isOther) return swapped(date);
    return proof !== undefined && proof !== date.readAs && !hits(date) ? swapped(date) : date;
  });
}
