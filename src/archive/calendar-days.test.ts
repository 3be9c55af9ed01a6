import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ArchiveError, instant } from '../model/index.ts';
import { boundsOfDay, dateIn } from './calendar-days.ts';

const moments = fc.integer({ min: 0, max: Date.UTC(2100, 0) }).map(instant);
const zones = fc.constantFrom('Pacific/Kiritimati', 'Etc/GMT+12', 'Asia/Shanghai', 'UTC');

describe('calendar days', () => {
  it('have bounds that hold their moments in every zone', () => {
    fc.assert(
      fc.property(moments, zones, (moment, zone) => {
        const { since, until } = boundsOfDay(dateIn(zone, moment));
        expect(since <= moment && moment < until).toBe(true);
      }),
    );
  });

  it('are refused in one sentence whatever else is written', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => boundsOfDay(text)).toThrow(ArchiveError);
      }),
    );
    expect(() => boundsOfDay('2026-02-30')).toThrow('no date');
  });
});
