import type { Instant, Url } from '../model/index.ts';
import type { DateCandidate, DateContext } from './date-candidate.ts';
import { bestDate, bestPublished } from './date-choice.ts';
import { pageDayOrder, settled } from './date-order.ts';
import { DateReader } from './date-reader.ts';
import type { DateFact } from './extraction.ts';
import { headDates } from './head-dates.ts';
import type { LinkedFacts } from './json-ld.ts';
import { lineDates } from './line-dates.ts';
import { localDate } from './local-date.ts';
import { markedDates } from './marked-dates.ts';
import type { PageFacts, Place } from './page-facts.ts';
import { scriptDates } from './script-dates.ts';
import { dayOf, instantOf, millisecondsOf, toldText } from './told-moment.ts';
import { dateInUrl, dayOfCopy } from './url-date.ts';

export interface PageDates {
  readonly publishedAt?: Instant;
  readonly modifiedAt?: Instant;
  /** As the page tells its readers, with the zone where one is told; the day alone where only that. */
  readonly published?: string;
  readonly modified?: string;
  readonly dates: readonly DateFact[];
}

/**
 * When a page was published and last modified. Every date of JSON-LD, metas, marked elements, lines,
 * URL and scripts is weighed by its source, its place and what is said of it; witnesses of different
 * kinds that name one day add up. What lies after the capture or before 1990 is no date of a web page.
 * A page that tells its modification alone was published then at the latest, and that is taken. Dates
 * without a zone are read as UTC. A modification that is not later than publication is not told. The
 * first of the `ruled` texts, which a site's rule names, that tells a date of a web page is publication,
 * whatever else is told.
 */
export function pageDates(
  facts: PageFacts,
  linked: LinkedFacts | undefined,
  url: Url,
  title: Place | undefined,
  capturedAt: Instant | undefined,
  ruled: readonly string[] = [],
): PageDates {
  const now = capturedAt === undefined ? undefined : Date.parse(capturedAt);
  const context = { reader: new DateReader(pageDayOrder(facts, url), now), title };
  const copy = dayOfCopy(url);
  const copied = copy === undefined ? '' : dayOf(copy);
  const isTrusted = (each: DateCandidate): boolean => isPlausible(each, now, copied);
  const found = candidates(facts, linked, url, context, ruled).filter(isTrusted);
  const byRule = found.find((each) => each.group === 'rule');
  const all = found.filter((each) => each === byRule || each.group !== 'rule');
  const modified = bestDate(all.filter((each) => each.label === 'modified'));
  const published = byRule ?? bestPublished(all, modified) ?? modified;
  const first = published === undefined ? undefined : localDate(published, all);
  const last = modified === undefined ? undefined : localDate(modified, all);
  const isLater =
    last !== undefined &&
    (first === undefined || millisecondsOf(last.date) > millisecondsOf(first.date));
  return {
    ...(first === undefined ? {} : { publishedAt: instantOf(first.date), published: first.told }),
    ...(last === undefined || !isLater
      ? {}
      : { modifiedAt: instantOf(last.date), modified: last.told }),
    dates: all
      .slice(0, 20)
      .map(({ source, label, value, date }) => ({ source, label, value, at: toldText(date) })),
  };
}

function candidates(
  facts: PageFacts,
  linked: LinkedFacts | undefined,
  url: Url,
  context: DateContext,
  ruled: readonly string[],
): DateCandidate[] {
  const found = [
    ...ruledDates(ruled, context),
    ...headDates(facts, linked, context),
    ...markedDates(facts, context),
    ...lineDates(facts, context),
    ...urlDates(url),
  ];
  if (!found.some((each) => each.weight >= 60)) found.push(...scriptDates(facts, context));
  const dates = settled(found.map((each) => each.date));
  return found.map((each, at) => ({ ...each, date: dates[at] ?? each.date }));
}

/** The dates that a site's rule names: publication, whatever is said of them. */
function ruledDates(texts: readonly string[], { reader }: DateContext): DateCandidate[] {
  return texts.flatMap((text) => {
    const shown = reader.datesIn(text);
    const said = shown.find((each) => each.label === 'published')?.date;
    const date = said ?? reader.moment(text) ?? shown[0]?.date;
    if (date === undefined) return [];
    const by = { source: 'site rule', group: 'rule', label: 'published' } as const;
    return [{ ...by, weight: 100, value: text.slice(0, 80), date }];
  });
}

function urlDates(url: Url): DateCandidate[] {
  const date = dateInUrl(url);
  if (date === undefined) return [];
  const said = { source: 'url', group: 'url', label: 'published' } as const;
  return [{ ...said, weight: 58, value: url.slice(0, 80), date }];
}

function isPlausible(
  { date, group, label }: DateCandidate,
  now: number | undefined,
  copied: string,
): boolean {
  if (date.year < (group === 'head' || group === 'rule' ? 1900 : 1990) || date.year > 2099)
    return false;
  if (group === 'page' && label === '' && copied !== '' && dayOf(date) === copied) return false;
  return now === undefined || millisecondsOf(date) <= now + 36 * 3_600_000;
}
