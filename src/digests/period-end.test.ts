import { expect, it } from 'vitest';
import { periodEnd } from './index.ts';

const at = (text: string) => Date.parse(text);
const endOf = (every: 'hour' | 'day' | 'week', atMinute: number, timeZone: string, now: string) =>
  new Date(periodEnd({ every, atMinute, timeZone }, at(now))).toISOString().slice(0, 16);

it.each([
  ['day', 420, 'UTC', '2026-11-24T07:00:00Z', '2026-11-24T07:00'],
  ['day', 420, 'UTC', '2026-11-24T06:59:59Z', '2026-11-23T07:00'],
  ['day', 420, 'Asia/Shanghai', '2026-11-24T00:00:00Z', '2026-11-23T23:00'],
  ['week', 420, 'Asia/Shanghai', '2026-11-24T00:00:00Z', '2026-11-22T23:00'],
  ['week', 0, 'UTC', '2026-11-23T00:00:00Z', '2026-11-23T00:00'],
  ['hour', 15, 'UTC', '2026-11-24T08:10:00Z', '2026-11-24T07:15'],
  // Clocks go back on 25 October 2026 in Berlin, and forward on 29 March.
  ['day', 420, 'Europe/Berlin', '2026-10-24T12:00:00Z', '2026-10-24T05:00'],
  ['day', 420, 'Europe/Berlin', '2026-10-25T12:00:00Z', '2026-10-25T06:00'],
  ['day', 420, 'Europe/Berlin', '2026-03-29T12:00:00Z', '2026-03-29T05:00'],
  // 02:30 comes twice, or not at all; in New York so do 01:30 on 1 November, 02:30 on 8 March.
  ['day', 150, 'Europe/Berlin', '2026-10-25T12:00:00Z', '2026-10-25T00:30'],
  ['day', 150, 'Europe/Berlin', '2026-03-29T12:00:00Z', '2026-03-29T01:30'],
  ['day', 90, 'America/New_York', '2026-11-01T12:00:00Z', '2026-11-01T05:30'],
  ['day', 150, 'America/New_York', '2026-03-08T12:00:00Z', '2026-03-08T07:30'],
] as const)('a %s that ends at minute %d in %s has ended, at %s, at %s', (...row) => {
  const [every, minute, zone, now, end] = row;
  expect(endOf(every, minute, zone, now)).toBe(end);
});

it('ends a day once in every 24 hours or so, whatever the clock does', () => {
  const ends = new Set<number>();
  const rhythm = { every: 'day', atMinute: 150, timeZone: 'Europe/Berlin' } as const;
  for (let now = at('2026-03-20T00:00:00Z'); now < at('2026-04-09T00:00:00Z'); now += 900_000) {
    const end = periodEnd(rhythm, now);
    expect(end).toBeLessThanOrEqual(now);
    ends.add(end);
  }
  expect(ends.size).toBe(21);
});
