import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Header } from '../model/index.ts';
import { freshForSeconds } from './index.ts';

const receivedAt = Date.parse('2026-11-24T00:00:00Z');
const date = 'Tue, 24 Nov 2026 00:00:00 GMT';

test.each<readonly [string, readonly Header[], number]>([
  ['nothing', [], 0],
  ['max-age', [['Cache-Control', 'max-age=60']], 60],
  ['max-age among others, in capitals', [['CACHE-CONTROL', 'public, MAX-AGE=60, x']], 60],
  ['max-age in quotes', [['Cache-Control', 'max-age="60"']], 60],
  ['two max-ages', [['Cache-Control', 'max-age=60, max-age=5']], 60],
  [
    'two headers',
    [
      ['Cache-Control', 'public'],
      ['Cache-Control', 'max-age=60'],
    ],
    60,
  ],
  ['s-maxage alone', [['Cache-Control', 's-maxage=60']], 0],
  ['s-maxage beside max-age', [['Cache-Control', 's-maxage=9, max-age=60']], 60],
  ['no-cache', [['Cache-Control', 'no-cache, max-age=60']], 0],
  ['no-store', [['Cache-Control', 'max-age=60, no-store']], 0],
  ['a no-cache that names headers', [['Cache-Control', 'no-cache="set-cookie", max-age=60']], 0],
  ['must-revalidate', [['Cache-Control', 'must-revalidate, max-age=60']], 60],
  [
    'a broken max-age',
    [
      ['Cache-Control', 'max-age=soon'],
      ['Expires', 'Tue, 24 Nov 2026 01:00:00 GMT'],
    ],
    0,
  ],
  ['a negative max-age', [['Cache-Control', 'max-age=-1']], 0],
  ['an endless max-age', [['Cache-Control', `max-age=${'9'.repeat(400)}`]], 31_536_000],
  [
    'Expires with Date',
    [
      ['Expires', 'Tue, 24 Nov 2026 01:00:00 GMT'],
      ['Date', date],
    ],
    3600,
  ],
  ['Expires without Date', [['Expires', 'Tue, 24 Nov 2026 01:00:00 GMT']], 3600],
  [
    'Expires by a clock of its own',
    [
      ['Expires', 'Tue, 24 Nov 2026 02:00:00 GMT'],
      ['Date', 'Tue, 24 Nov 2026 01:00:00 GMT'],
    ],
    3600,
  ],
  ['Expires in the old forms', [['Expires', 'Tuesday, 24-Nov-26 01:00:00 GMT']], 3600],
  ['Expires as asctime writes it', [['Expires', 'Tue Nov 24 01:00:00 2026']], 3600],
  ['Expires: 0', [['Expires', '0']], 0],
  ['Expires: -1', [['Expires', '-1']], 0],
  ['Expires gone by', [['Expires', 'Mon, 23 Nov 2026 00:00:00 GMT']], 0],
  [
    'max-age before Expires',
    [
      ['Cache-Control', 'max-age=60'],
      ['Expires', '0'],
    ],
    60,
  ],
  [
    'Age',
    [
      ['Cache-Control', 'max-age=60'],
      ['Age', '45'],
    ],
    15,
  ],
  [
    'an Age beyond max-age',
    [
      ['Cache-Control', 'max-age=60'],
      ['Age', '100'],
    ],
    0,
  ],
  [
    'a broken Age',
    [
      ['Cache-Control', 'max-age=60'],
      ['Age', 'old'],
    ],
    60,
  ],
  [
    'a Date of before',
    [
      ['Cache-Control', 'max-age=60'],
      ['Date', 'Mon, 23 Nov 2026 23:59:30 GMT'],
    ],
    30,
  ],
  [
    'a Date to come',
    [
      ['Cache-Control', 'max-age=60'],
      ['Date', 'Tue, 24 Nov 2026 05:00:00 GMT'],
    ],
    60,
  ],
  [
    'a broken Date',
    [
      ['Cache-Control', 'max-age=60'],
      ['Date', 'today'],
    ],
    60,
  ],
  [
    'Last-Modified alone',
    [
      ['Last-Modified', 'Mon, 23 Nov 2020 00:00:00 GMT'],
      ['Date', date],
    ],
    0,
  ],
])('an answer with %s is fresh so long', (_, headers, seconds) => {
  expect(freshForSeconds(headers, receivedAt)).toBe(seconds);
});

test('whatever the headers, the time is whole seconds, from none to a year', () => {
  const name = fc.constantFrom('Cache-Control', 'Expires', 'Date', 'Age');
  const value = fc.oneof(
    fc.string(),
    fc.date({ noInvalidDate: true }).map((day) => day.toUTCString()),
    fc.integer().map((age) => `max-age=${age}`),
    fc.nat().map(String),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(name, value)), (headers) => {
      const seconds = freshForSeconds(headers, receivedAt);
      expect(Number.isInteger(seconds)).toBe(true);
      expect(seconds).toBeGreaterThanOrEqual(0);
      expect(seconds).toBeLessThanOrEqual(31_536_000);
    }),
  );
});
