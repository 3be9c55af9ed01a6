import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstK, packGaps, unpackGaps } from './gaps.ts';

const there = (docs: Uint32Array): Uint32Array => {
  const bytes = Uint8Array.from(packGaps(docs, docs.length));
  const unpacked = new Uint32Array(docs.length + 1);
  const k = firstK(docs, docs.length);
  unpackGaps({ bytes, from: 0, count: docs.length, first: docs[0] ?? 0, k }, unpacked, 1);
  return unpacked.subarray(1);
};

describe('gaps between documents', () => {
  it('are unpacked as they were packed, small ones and large ones in any order', () => {
    const gap = fc.oneof(
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 5000 }),
      fc.integer({ min: 1, max: 20_000_000 }),
    );
    fc.assert(
      fc.property(fc.array(gap, { minLength: 2, maxLength: 200 }), (gaps) => {
        let doc = 0;
        const docs = Uint32Array.from(gaps, (one) => (doc += one));
        expect(there(docs)).toEqual(docs);
      }),
    );
  });

  it('take a bit for each of documents in a row, and little more than their logarithm otherwise', () => {
    const even = Uint32Array.from({ length: 8000 }, (_, at) => at + 1);
    expect(packGaps(even, even.length).length).toBeLessThan(1100);
    const hundreds = Uint32Array.from({ length: 8000 }, (_, at) => at * 100 + 1 + (at % 7) * 13);
    expect(packGaps(hundreds, hundreds.length).length).toBeLessThan(9000);
  });
});
