import fc from 'fast-check';
import { expect, test } from 'vitest';
import { partsOf, segmentName, segmentsOf } from './search-segments.ts';

test('segments hold every document once, in their order', () => {
  fc.assert(
    fc.property(fc.nat(3_000_000), (documents) => {
      let next = 0;
      for (const { from, size } of segmentsOf(documents)) {
        expect(from).toBe(next);
        expect(size).toBeGreaterThan(0);
        next += size;
      }
      expect(next).toBe(documents);
    }),
  );
});

test('one document more leaves all segments alone but the last, or makes one of the last ones', () => {
  fc.assert(
    fc.property(fc.nat(100_000), (documents) => {
      const before = segmentsOf(documents).map(segmentName);
      const after = segmentsOf(documents + 1).map(segmentName);
      const fresh = after.filter((name) => name === 'new' || !before.includes(name));
      expect(fresh).toHaveLength(1);
      expect(fresh[0]).toBe(after.at(-1));
    }),
  );
});

test('twenty thousand documents are few segments, a million hardly more', () => {
  expect(segmentsOf(20_000)).toHaveLength(7);
  expect(Math.max(...[999_999, 524_287, 131_071].map((n) => segmentsOf(n).length))).toBeLessThan(
    28,
  );
});

test('a segment is made of four that were segments before it', () => {
  expect(partsOf({ from: 32, size: 32 }).map(segmentName)).toEqual([
    '32.8',
    '40.8',
    '48.8',
    '56.8',
  ]);
  expect(segmentsOf(31).map(segmentName)).toEqual(['0.8', '8.8', '16.8', 'new']);
});
