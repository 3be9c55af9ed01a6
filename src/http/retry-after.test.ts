import { expect, test } from 'vitest';
import { retryAfterMs } from './index.ts';

const now = () => Date.parse('2026-11-24T00:00:00Z');

test.each([
  ['120', 120_000],
  [' 0 ', 0],
  ['Tue, 24 Nov 2026 00:01:00 GMT', 60_000],
  ['Tuesday, 24-Nov-26 00:01:00 GMT', 60_000],
  ['Mon, 23 Nov 2026 00:00:00 GMT', 0],
  ['soon', undefined],
  ['', undefined],
  ['-5', undefined],
  ['1.5', undefined],
  ['99999999999999999999', undefined],
  ['Tue, 99 Nov 2026 00:01:00 GMT', undefined],
])('Retry-After %j is %j milliseconds', (value, ms) => {
  expect(retryAfterMs([['retry-after', value]], now)).toBe(ms);
});

test('without Retry-After there is nothing to wait for', () => {
  expect(retryAfterMs([['Date', 'x']], now)).toBeUndefined();
});
