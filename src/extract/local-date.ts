import type { DateCandidate } from './date-candidate.ts';
import type { ToldDate } from './told-date.ts';
import { dateAt, dayOf, daysBetween, millisecondsOf, toldText } from './told-moment.ts';

/** A date, and how it is told to readers. */
export interface LocalDate {
  readonly date: ToldDate;
  readonly told: string;
}

/**
 * The date with the zone in which the outlet tells it. A server's UTC may be another day than its
 * readers saw: the zone is taken from a copy that tells one, or from the clock shown on the page; where
 * page or URL show the neighbouring day without a clock, that day is told.
 */
export function localDate(chosen: DateCandidate, all: readonly DateCandidate[]): LocalDate {
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
