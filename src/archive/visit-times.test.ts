import { describe, expect, it } from 'vitest';
import { type Instant, instant } from '../model/index.ts';
import { goneSinceOf } from './absence-spans.ts';
import { nextVisit } from './visit-times.ts';

const start = Date.UTC(2026, 10, 24, 8);
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const firstSeenAt = instant(start);

/** The ages (ms) at which an article is looked at, the first sight not among them. */
function looksInLife(revisitDays: number, editedAt: (age: number) => number | undefined): number[] {
  const ages: number[] = [];
  let now = start;
  for (;;) {
    const edited = editedAt(now - start);
    const next = nextVisit(
      { firstSeenAt, editedAt: edited === undefined ? undefined : instant(start + edited) },
      now,
      revisitDays,
    );
    if (next === undefined) return ages;
    now = Date.parse(next);
    ages.push(now - start);
  }
}

const never = () => undefined;

describe('looks at an article that is served', () => {
  it.each([
    [1, 5, 20, 21],
    [7, 5, 20, 29],
    [30, 5, 20, 36],
    [365, 5, 20, 84],
  ])('%i days: within an hour, a day, its life', (days, anHour, aDay, aLife) => {
    const ages = looksInLife(days, never);
    const within = (ms: number) => ages.filter((age) => age <= ms).length;
    expect([within(hour), within(day), ages.length]).toEqual([anHour, aDay, aLife]);
  });

  it('are about twice as many while it is being edited', () => {
    const calm = looksInLife(30, never).length;
    const busy = looksInLife(30, (age) => age * 0.9).length;
    expect([calm, busy]).toEqual([36, 62]);
  });

  it('grow thinner again once the edits stop', () => {
    const once = (now: number) =>
      Date.parse(
        nextVisit({ firstSeenAt, editedAt: instant(start + hour) }, start + now, 30) ?? '',
      ) -
      (start + now);
    expect([once(1.5 * hour), once(1.9 * hour), once(2.5 * hour)].map((ms) => ms / minute)).toEqual(
      [11.25, 14.25, 37.5],
    );
  });

  it('are at least ten minutes and at most seven days apart', () => {
    const ages = [0, ...looksInLife(365, never)];
    const pauses = ages.slice(1).map((age, index) => age - (ages[index] ?? 0));
    expect([Math.min(...pauses) / minute, Math.max(...pauses) / day]).toEqual([10, 7]);
  });

  it('end at its age limit, and never begin where there are to be none', () => {
    expect(nextVisit({ firstSeenAt }, start + 31 * day, 30)).toBeUndefined();
    expect(looksInLife(0, never)).toHaveLength(1);
  });

  it('see an edit soon after it is made: the share seen within minutes of it', () => {
    // Ages at which articles are edited, log-normal about three hours (docs/absences.md).
    const ages = Array.from({ length: 2000 }, (_, at) => editAge((at + 0.5) / 2000));
    const looks = looksInLife(30, never);
    const delays = ages.map((age) => (looks.find((look) => look >= age) ?? Infinity) - age);
    const share = (ms: number) =>
      Math.round((100 * delays.filter((delay) => delay <= ms).length) / delays.length);
    expect([10, 30, 60, 6 * 60, 24 * 60].map((minutes) => share(minutes * minute))).toEqual([
      39, 63, 76, 96, 100,
    ]);
  });
});

/** The age (ms) below which a part of all edits is made: median 3 hours, sigma 1.6 (natural log). */
function editAge(part: number): number {
  return 3 * hour * Math.exp(1.6 * normalQuantile(part));
}

function normalQuantile(p: number): number {
  let low = -8;
  let high = 8;
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (normalShare(middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The share of a normal distribution below a value (Abramowitz and Stegun 26.2.17). */
function normalShare(value: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(value));
  const tail =
    Math.exp((-value * value) / 2) *
    0.3989422804014327 *
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return value < 0 ? tail : 1 - tail;
}

describe('looks at an article that is not served', () => {
  const absences = (kind: 'not-found' | 'gone' | 'captcha', revisitDays: number) => {
    const missed: Instant[] = [];
    let now = start + 90 * day;
    let goneAt: number | undefined;
    for (;;) {
      missed.push(instant(now));
      const looks = missed.map((seenAt) => ({
        articleId: 'a1',
        seenAt,
        kind,
        status: 404,
        message: '',
      }));
      const goneSince = goneSinceOf(looks);
      if (goneSince !== undefined) goneAt ??= now - (start + 90 * day);
      const next = nextVisit({ firstSeenAt, absentSince: missed[0], goneSince }, now, revisitDays);
      if (next === undefined) return { missed, goneAt };
      now = Date.parse(next);
    }
  };

  it('come often enough to know soon, however old the article is', () => {
    expect((absences('not-found', 30).goneAt ?? 0) / hour).toBe(56);
    expect((absences('gone', 30).goneAt ?? 0) / hour).toBe(16);
  });

  it('are few once it is known, and end', () => {
    expect(absences('not-found', 30).missed).toHaveLength(19);
    expect(absences('captcha', 30).missed).toHaveLength(36);
  });
});
