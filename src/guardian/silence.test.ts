import { describe, expect, it } from 'vitest';
import { observe, rhythmOf } from './index.ts';
import { day, every, follow, moment, type Script, seeded, type Told } from './testing.ts';

const officeHours = (time: number): boolean => {
  const hour = Math.floor((time % day) / 60);
  return hour >= 9 && hour < 17 && Math.floor(time / day) % 7 < 5;
};
/** Pauses of very different length: most minutes or hours, some days. */
function irregular(from: number, to: number): number[] {
  const random = seeded(7);
  const times: number[] = [];
  for (let time = from; time < to; time += Math.max(10, 240 * random() ** -0.7))
    times.push(Math.round(time));
  return times;
}
const bursts = every(day, 0, 50 * day).flatMap((time) =>
  [0, 2, 9, 11, 30].map((more) => time + more),
);
const rhythms: readonly (readonly [string, readonly number[]])[] = [
  ['hourly', every(60, -day, 50 * day)],
  ['in office hours', every(60, -7 * day, 50 * day).filter(officeHours)],
  [
    'at night only',
    every(30, -7 * day, 50 * day).filter((time) => ((time % day) + day) % day < 240),
  ],
  ['a burst a day', bursts],
  ['a weekly column', every(7 * day, -140 * day, 50 * day)],
  ['a monthly letter', every(30 * day, -600 * day, 50 * day)],
  ['irregular', irregular(-10 * day, 50 * day)],
];
const silences = (told: readonly Told[]): Told[] => told.filter(([, what]) => what === 'silent');

describe('silence', () => {
  it.each(rhythms)('is not told of a source that goes on: %s', (_, times) => {
    expect(follow({ times }, 0, 45 * day).told).toEqual([]);
  });

  it.each(rhythms)('is not told of a source without dates that goes on: %s', (_, times) => {
    expect(follow({ times, dated: false }, 0, 45 * day).told).toEqual([]);
  });

  it.each([
    ['hourly', every(60, -day, 20 * day), 60],
    ['every six hours', every(360, -5 * day, 30 * day), 360],
    ['daily', every(day, -20 * day, 40 * day), day],
    ['a burst a day', bursts.filter((time) => time < 40 * day), day],
    ['weekly', every(7 * day, -140 * day, 40 * day), 7 * day],
  ])('is told within two usual intervals: %s', (_, times, interval) => {
    const last = times.at(-1) ?? 0;
    const { told } = follow({ times }, 0, 90 * day);
    expect(told.map(([, what]) => what)).toEqual(['silent']);
    expect((told[0]?.[0] ?? 0) - last).toBeLessThanOrEqual(2 * interval);
  });

  it('is told in the hours in which a source works, not in its nights', () => {
    const times = every(60, -14 * day + 30, 60 * day).filter(officeHours);
    const until = 37 * day + 13 * 60;
    const { told } = follow({ times: times.filter((time) => time < until) }, 0, 60 * day);
    expect(silences(told)).toHaveLength(1);
    expect((told[0]?.[0] ?? 0) - until).toBeLessThan(4 * 60);
  });

  it('is told of an irregular source too, long after its longest pause', () => {
    const { told } = follow({ times: irregular(-10 * day, 40 * day) }, 0, 200 * day);
    expect(silences(told)).toHaveLength(1);
  });

  it('ends with the next item, and says so in numbers', () => {
    const times = every(60, -day, 50 * day).filter((time) => time < 15 * day || time > 17 * day);
    const { told } = follow({ times }, 0, 20 * day);
    expect(told.map(([, what]) => what)).toEqual(['silent', '-silent']);
  });

  it('is not learned as usual: the second one is told as soon as the first', () => {
    const pausing = (time: number): boolean =>
      time < 15 * day || (time > 17 * day && time < 21 * day);
    const { told } = follow({ times: every(60, -day, 60 * day).filter(pausing) }, 0, 24 * day);
    expect(silences(told)).toHaveLength(2);
    expect((silences(told)[1]?.[0] ?? 0) - 21 * day).toBeLessThanOrEqual(120);
  });

  it('is not told while a source is new', () => {
    const times = [10, 70, 130, 190, 250, 310, 370];
    expect(follow({ times }, 0, 5 * day).told).toEqual([]);
  });

  it('is not what our own absence is, which teaches nothing', () => {
    const away = (at: number): boolean => at > 15 * day && at < 18 * day;
    for (const dated of [true, false]) {
      const script: Script = { times: every(60, -day, 60 * day), away, dated };
      const { told, watch } = follow(script, 0, 24 * day);
      expect(told).toEqual([]);
      expect(rhythmOf(watch)?.longestPauseSeconds).toBeLessThan(5 * 3600);
    }
  });

  it('takes dates of the future, and one date for all, for the time seen', () => {
    const fresh = Array.from({ length: 20 }, () => ({ at: moment(400 * day) }));
    const watch = observe(undefined, { kind: 'listing', at: moment(0), items: 20, fresh });
    expect(watch.arrivals).toHaveLength(1);
    expect(rhythmOf(watch)).toBeUndefined();
  });
});

describe('rhythmOf', () => {
  it('knows a dated feed from its first document', () => {
    const { watch } = follow({ times: every(7 * day, -140 * day, 10) }, 0, 30);
    const rhythm = rhythmOf(watch);
    expect(Math.round((rhythm?.intervalSeconds ?? 0) / 86_400)).toBe(7);
  });

  it('tells how many items come in a day', () => {
    const { watch } = follow({ times: every(60, -day, 20 * day) }, 0, 19 * day);
    expect(rhythmOf(watch)?.itemsADay).toBeCloseTo(24, 0);
  });
});
