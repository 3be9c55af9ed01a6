import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instant } from '../model/index.ts';
import { type PollOptions, pollAfterSeconds } from './index.ts';
import { day, every, follow, moment } from './testing.ts';

const hour = 3600;
const least = 300;
const most = 6 * hour;
const { watch } = follow({ times: every(60, -day, 14 * day) }, 0, 14 * day);
const base: PollOptions = { watch, now: moment(14 * day), salt: 's', failures: 0, least, most };
const waitOf = (options: Partial<PollOptions>) => pollAfterSeconds({ ...base, ...options });

const seconds = fc.option(fc.integer({ min: 0, max: 40 * 86_400 }), { nil: undefined });
const anyOptions = fc.record({
  watch: fc.constantFrom(undefined, watch),
  now: fc.integer({ min: 14 * day, max: 40 * day }).map(moment),
  salt: fc.string(),
  failures: fc.nat(50),
  freshSeconds: seconds,
  askedSeconds: seconds,
  retryAfterSeconds: seconds,
  pushed: fc.boolean(),
  standIn: fc.boolean(),
});

describe('the wait for the next poll', () => {
  it('is never shorter than the least, nor longer than the most that nobody asked for', () => {
    fc.assert(
      fc.property(anyOptions, (options) => {
        const wait = waitOf(options);
        const asked = Math.min(86_400, options.retryAfterSeconds ?? 0);
        expect(wait).toBeGreaterThanOrEqual(Math.max(least, Math.floor(asked)));
        expect(wait).toBeLessThanOrEqual(Math.max(most, asked));
      }),
    );
  });

  it('is the user’s own where there is one, give or take a tenth', () => {
    fc.assert(
      fc.property(anyOptions, fc.integer({ min: 60, max: 86_400 }), (options, fixedSeconds) => {
        const bounds = { least: Math.min(least, fixedSeconds), most: Math.max(most, fixedSeconds) };
        const calm = { failures: 0, retryAfterSeconds: undefined };
        const wait = waitOf({ ...options, ...calm, ...bounds, fixedSeconds });
        expect(wait).toBeGreaterThanOrEqual(Math.floor(fixedSeconds * 0.9));
        expect(wait).toBeLessThanOrEqual(Math.ceil(fixedSeconds * 1.1));
      }),
    );
  });

  it('leaves out the hours and days that the feed does not want, if any are left', () => {
    const hours = fc.uniqueArray(fc.nat(23), { maxLength: 23 });
    const days = fc.uniqueArray(fc.nat(6), { maxLength: 6 });
    fc.assert(
      fc.property(anyOptions, hours, days, (options, skipHours, skipDays) => {
        const wait = waitOf({ ...options, skipHours, skipDays });
        const next = new Date(Date.parse(options.now) + wait * 1000);
        expect(skipHours).not.toContain(next.getUTCHours());
        expect(skipDays).not.toContain(next.getUTCDay());
        expect(wait).toBeGreaterThanOrEqual(least);
      }),
    );
  });

  it('is as if nothing were asked where a feed leaves out all the hours there are', () => {
    const skipHours = Array.from({ length: 24 }, (_, one) => one);
    expect(waitOf({ skipHours })).toBe(waitOf({}));
  });

  it('is as long as an answer is fresh, or its feed asks, within bounds', () => {
    expect(waitOf({})).toBeLessThan(0.6 * hour);
    for (const asked of [{ freshSeconds: 2 * hour }, { askedSeconds: 2 * hour }]) {
      expect(waitOf(asked)).toBeGreaterThanOrEqual(1.8 * hour);
      expect(waitOf(asked)).toBeLessThanOrEqual(2.2 * hour);
    }
    expect(waitOf({ freshSeconds: 30 * 86_400 })).toBeLessThanOrEqual(most);
  });

  it('is never so long that items scroll out unseen, however fresh the answer calls itself', () => {
    const times = every(4, -day, 14 * day);
    const busy = follow({ times, holds: 20 }, 0, 14 * day).watch;
    expect(waitOf({ watch: busy, freshSeconds: 86_400 })).toBeLessThanOrEqual(hour);
  });

  it('doubles with every failure, from a quarter of an hour at the latest', () => {
    const waits = [1, 2, 3, 4, 9].map((failures) => waitOf({ watch: undefined, failures }));
    for (const [index, from] of [900, 1800, 3600, 7200].entries()) {
      expect(waits[index]).toBeGreaterThanOrEqual(from * 0.9);
      expect(waits[index]).toBeLessThanOrEqual(from * 1.1);
    }
    expect(waits.at(-1)).toBe(most);
  });

  it('is what a server in trouble asks for, a day at most', () => {
    expect(waitOf({ failures: 1, retryAfterSeconds: 3 * hour })).toBe(3 * hour);
    expect(waitOf({ failures: 1, retryAfterSeconds: 9 * 86_400 })).toBe(86_400);
  });

  it('is the longest there is while news are pushed', () => {
    expect(waitOf({ pushed: true })).toBeGreaterThanOrEqual(0.9 * most);
  });

  it('stays usual while another document is read for one that brings nothing', () => {
    const later = { now: moment(18 * day) };
    expect(waitOf({ ...later, standIn: true })).toBeLessThan(0.6 * hour);
    expect(waitOf({ ...later, standIn: false })).toBeGreaterThan(2 * hour);
  });

  it('differs between sources that are asked at the same time', () => {
    const salts = Array.from({ length: 20 }, (_, index) => `source ${index}`);
    expect(new Set(salts.map((salt) => waitOf({ salt }))).size).toBeGreaterThan(10);
    expect(waitOf({ now: instant(Date.parse(base.now)) })).toBe(waitOf({}));
  });
});
