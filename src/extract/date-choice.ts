import type { DateCandidate } from './date-candidate.ts';
import { dayOf } from './told-moment.ts';

/** The day that the most and best witnesses name, and the best of these. */
export function bestDate(all: readonly DateCandidate[]): DateCandidate | undefined {
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
 * Publication among the dates of a page. What stands unlabelled beside the title on the day that the
 * head calls the modification is none of publication, unless it is the only day that readers are shown
 * (`shownAlone`); 更新 beside the title where nothing else is told is one.
 */
export function bestPublished(
  all: readonly DateCandidate[],
  modified: DateCandidate | undefined,
): DateCandidate | undefined {
  const said = all.filter((each) => each.label === 'published');
  const shown = shownAlone(all, said);
  if (shown !== undefined) return shown;
  const day = modified === undefined ? '' : dayOf(modified.date);
  const isOther = said.length === 0 || said.some((each) => dayOf(each.date) === day);
  const unsaid = all.filter((each) => each.label === '' && (isOther || dayOf(each.date) !== day));
  const renewed =
    said.length > 0
      ? []
      : all.filter((each) => each.label === 'modified' && each.isBelowTitle === true);
  return bestDate([...said, ...unsaid, ...renewed]);
}

/**
 * Where a page shows its readers one day below the title and does not call it a modification, though its
 * head does and tells an earlier publication: the outlet has dated the article anew, and that day is the
 * one it is known and cited by. The head's day stays among the page's dates.
 */
function shownAlone(
  all: readonly DateCandidate[],
  said: readonly DateCandidate[],
): DateCandidate | undefined {
  const shown = all.filter((each) => each.group === 'page' && each.isBelowTitle === true);
  const [first] = shown;
  if (first === undefined || shown.some((each) => each.label === 'modified')) return undefined;
  const day = dayOf(first.date);
  if (shown.some((each) => dayOf(each.date) !== day)) return undefined;
  const head = said.filter((each) => each.group === 'head' && !isVague(each));
  if (head.length === 0 || head.some((each) => dayOf(each.date) >= day)) return undefined;
  const renewed = all.filter(
    (each) => (each.label === 'modified' || isVague(each)) && dayOf(each.date) === day,
  );
  return renewed.length === 0 ? undefined : heaviest([...shown, ...renewed]);
}

/** `meta date` and its like, which may be of publication or of modification. */
const isVague = (each: DateCandidate): boolean => each.group === 'head' && each.weight <= 50;
