import { type Instant, instant } from '../model/index.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** The least and the most between two looks at an article that is served. */
const leastMs = 10 * minute;
const mostMs = 7 * day;
/** The part of an article's age between two looks; half of it while it is being edited. */
const partOfAge = 1 / 4;
const partOfAgeWhenEdited = 1 / 8;

/** What decides when an article is looked at again. */
export interface Fared {
  readonly firstSeenAt: Instant;
  /** When its words last changed; unset: never since the first sight. */
  readonly editedAt?: Instant | undefined;
  /** The first look that missed it; unset while it is served. */
  readonly absentSince?: Instant | undefined;
  /** Set once it is known not to be served any more. */
  readonly goneSince?: Instant | undefined;
}

/**
 * When an article's page is looked at again; undefined: no more.
 *
 * While it is served: after a quarter of its age, an eighth while it is being edited (its last edit
 * lies in the second half of its life), ten minutes to seven days; no more once it is older than
 * `revisitDays`. Outlets edit most in the first hours, so looks grow thinner as the article ages.
 *
 * While it is not: an hour after the first look that missed it, then after as long again as it has
 * been missed, at most a day, so that it is soon known whether it is gone; once it is, after a day to
 * seven. No more `revisitDays` after it was first missed.
 */
export function nextVisit(fared: Fared, now: number, revisitDays: number): Instant | undefined {
  const { firstSeenAt, absentSince } = fared;
  const from = Date.parse(absentSince ?? firstSeenAt);
  if (now - from > revisitDays * day) return undefined;
  return instant(now + (absentSince === undefined ? pause(fared, now) : pauseAbsent(fared, now)));
}

function pause({ firstSeenAt, editedAt }: Fared, now: number): number {
  const age = Math.max(0, now - Date.parse(firstSeenAt));
  const isEdited = editedAt !== undefined && now - Date.parse(editedAt) < age / 2;
  return between(leastMs, age * (isEdited ? partOfAgeWhenEdited : partOfAge), mostMs);
}

function pauseAbsent({ absentSince, goneSince }: Fared, now: number): number {
  const missed = absentSince === undefined ? 0 : now - Date.parse(absentSince);
  return goneSince === undefined
    ? between(hour, missed, day)
    : between(day, missed * partOfAge, mostMs);
}

const between = (least: number, value: number, most: number): number =>
  Math.min(most, Math.max(least, value));
