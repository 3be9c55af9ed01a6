import { expect, it } from 'vitest';
import { periodsOf } from './periods.ts';

it('months stand in a row without a gap', () => {
  const months = [
    { month: '2025-11', articles: 2 },
    { month: '2026-02', articles: 1 },
  ];
  expect(periodsOf(months)).toEqual([
    { period: '2025-11', articles: 2 },
    { period: '2025-12', articles: 0 },
    { period: '2026-01', articles: 0 },
    { period: '2026-02', articles: 1 },
  ]);
  expect(periodsOf([])).toEqual([]);
});

it('many months are told by years, two hundred of them at most', () => {
  const months = [
    { month: '0001-01', articles: 9 },
    { month: '2025-11', articles: 2 },
    { month: '2025-12', articles: 1 },
  ];
  const periods = periodsOf(months);
  expect(periods).toHaveLength(201);
  expect(periods.at(-1)).toEqual({ period: '2025', articles: 3 });
});
