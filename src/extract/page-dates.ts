import type { Instant, Url } from '../model/index.ts';
import {
  type DateCandidate,
  type DateContext,
  dateInUrl,
  headDates,
  lineDates,
  markedDates,
  scriptDates,
} from './date-candidates.ts';
import { pageDayOrder, settled } from './date-order.ts';
import type { ToldDate } from './date-text.ts';
import type { DateFact } from './extraction.ts';
import type { LinkedFacts } from './json-ld.ts';
import type { PageFacts, Place } from './page-facts.ts';
import { dateAt, dayOf, daysBetween, instantOf, millisecondsOf, toldText } from './told-moment.ts';

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
 * without a zone are read as UTC. A modification that is not later than publication is not told.
 */
export function pageDates(
  facts: PageFacts,
  linked: LinkedFacts | undefined,
  url: Url,
  title: Place | undefined,
  capturedAt: Instant | undefined,
): PageDates {
  const now = capturedAt === undefined ? undefined : Date.parse(capturedAt);
  const context: DateContext = { order: pageDayOrder(facts, url), title, now };
  const all = candidates(facts, linked, url, context).filter((each) => isPlausible(each, now));
  const modified = best(all.filter((each) => each.label === 'modified'));
  const published = bestPublished(all, modified) ?? modified;
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
): DateCandidate[] {
  const inUrl = dateInUrl(url);
  const found: DateCandidate[] = [
    ...headDates(facts, linked, context),
    ...markedDates(facts, context),
    ...lineDates(facts, context),
    ...(inUrl === undefined
      ? []
      : [
          {
            source: 'url',
            group: 'url' as const,
            label: 'published' as const,
            weight: 58,
            value: url.slice(0, 80),
            date: inUrl,
          },
        ]),
  ];
  if (!found.some((each) => each.weight >= 60)) found.push(...scriptDates(facts, context));
  const dates = settled(found.map((each) => each.date));
  return found.map((each, at) => ({ ...each, date: dates[at] ?? each.date }));
}

function isPlausible({ date, group }: DateCandidate, now: number | undefined): boolean {
  if (date.year < (group === 'head' ? 1900 : 1990) || date.year > 2099) return false;
  return now === undefined || millisecondsOf(date) <= now + 36 * 3_600_000;
}

/** The day that the most and best witnesses name, and the best of these. */
function best(all: readonly DateCandidate[]): DateCandidate | undefined {
  const days = new Map<string, DateCandidate[]>();
  for (const each of all) {
    const day = dayOf(each.date);
    days.set(day, [...(days.get(day) ?? []), each]);
  }
  let top: readonly DateCandidate[] = [];
  let most = 0;
  for (const witnesses of days.values()) {
    const score = scoreOf(witnesses);
    if (score > most) [top, most] = [witnesses, score];
  }
  return heaviest(top);
}

/** The heaviest counts in full; the heaviest of each other kind by three quarters, copies hardly. */
function scoreOf(witnesses: readonly DateCandidate[]): number {
  const byGroup = new Map<string, number>();
  for (const each of witnesses) {
    byGroup.set(each.group, Math.max(byGroup.get(each.group) ?? 0, each.weight));
  }
  const weights = [...byGroup.values()].sort((a, b) => b - a);
  const copies = Math.min(6, witnesses.filter((each) => each.group === 'head').length);
  return weights.reduce((sum, weight, at) => sum + (at === 0 ? weight : 0.75 * weight), copies);
}

/** A witness that tells the time of day is worth a little more than one that does not. */
function heaviest(witnesses: readonly DateCandidate[]): DateCandidate | undefined {
  const worth = (each: DateCandidate): number =>
    each.weight + (each.date.seconds === undefined ? 0 : 60);
  return witnesses.reduce<DateCandidate | undefined>(
    (top, each) => (top === undefined || worth(each) > worth(top) ? each : top),
    undefined,
  );
}

/**
 * A date beside the title that the head calls the modification is none of publication; 更新 beside it
 * where nothing else is told is one.
 */
function bestPublished(
  all: readonly DateCandidate[],
  modified: DateCandidate | undefined,
): DateCandidate | undefined {
  const day = modified === undefined ? '' : dayOf(modified.date);
  const said = all.filter((each) => each.label === 'published');
  const unsaid = all.filter(
    (each) => each.label === '' && (said.length === 0 || dayOf(each.date) !== day),
  );
  const renewed =
    said.length > 0
      ? []
      : all.filter((each) => each.label === 'modified' && each.isBelowTitle === true);
  return best([...said, ...unsaid, ...renewed]);
}

interface Local {
  readonly date: ToldDate;
  readonly told: string;
}

/**
 * The date with the zone in which the outlet tells it. A server's UTC may be another day than its
 * readers saw: the zone is taken from a copy that tells one, or from the clock shown on the page; where
 * page or URL show the neighbouring day without a clock, that day is told.
 */
function localDate(chosen: DateCandidate, all: readonly DateCandidate[]): Local {
  const { date } = chosen;
  if (date.seconds === undefined) return { date, told: toldText(date) };
  if (date.zone !== undefined && date.zone !== 0) return { date, told: toldText(date) };
  const moment = millisecondsOf(date);
  if (date.zone === undefined) {
    const copy = all.find(
      (each) =>
        each.date.zone &&
        dayOf(each.date) === dayOf(date) &&
        Math.abs((each.date.seconds ?? -99) - (date.seconds ?? 0)) < 60,
    );
    const zoned = copy === undefined ? date : { ...date, zone: copy.date.zone ?? 0 };
    return { date: zoned, told: toldText(zoned) };
  }
  const zone = zoneShown(moment, all);
  if (zone !== undefined) return { date, told: toldText(dateAt(moment, zone)) };
  const day = dayOf(date);
  const isSame = all.some((each) => isOfPage(each) && dayOf(each.date) === day);
  const shown = isSame
    ? undefined
    : all.find((each) => isOfPage(each) && isNextDay(date, each.date));
  return { date, told: shown === undefined ? toldText(date) : dayOf(shown.date) };
}

const isOfPage = (each: DateCandidate): boolean =>
  each.group === 'url' ||
  (each.group === 'page' && each.label !== 'modified' && each.isBelowTitle === true);

/** Minutes east of UTC in which a moment is told somewhere on the page. */
function zoneShown(moment: number, all: readonly DateCandidate[]): number | undefined {
  const same = all.find(
    (each) => each.date.zone && Math.abs(millisecondsOf(each.date) - moment) < 61_000,
  );
  if (same !== undefined) return same.date.zone;
  for (const { date } of all) {
    if (date.zone !== undefined || date.seconds === undefined) continue;
    const minutes = Math.round((millisecondsOf(date) - moment) / 60_000);
    if (minutes !== 0 && minutes % 30 === 0 && minutes >= -720 && minutes <= 840) return minutes;
  }
  return all.find((each) => each.group === 'head' && each.date.zone)?.date.zone;
}

/** Whether a moment in UTC may be on that day somewhere on Earth: offsets are -12 to +14 hours. */
function isNextDay(date: ToldDate, shown: ToldDate): boolean {
  const days = daysBetween(date, shown);
  const seconds = date.seconds ?? 0;
  return (days === -1 && seconds < 12 * 3600) || (days === 1 && seconds >= 10 * 3600);
}
