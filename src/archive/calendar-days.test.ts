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

  it('are those of the calendar, asked for once or again', () => {
    const around = fc.integer({ min: -2000, max: 2000 });
    const days = fc.integer({ min: -200, max: 47_000 });
    const some = fc.constantFrom(
      'Asia/Kathmandu',
      'Africa/Monrovia',
      'Europe/Berlin',
      'Asia/Tokyo',
    );
    fc.assert(
      fc.property(days, around, some, (day, seconds, timeZone) => {
        const moment = instant(day * 86_400_000 - 5.75 * 3_600_000 + seconds * 1000);
        const calendar = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
        const date = calendar.format(Date.parse(moment));
        expect([dateIn(timeZone, moment), dateIn(timeZone, moment)]).toEqual([date, date]);
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
