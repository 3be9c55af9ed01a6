import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packPostings, unpackPostings } from './postings.ts';

const postings = fc
  .uniqueArray(fc.nat(2_000_000))
  .chain((docs) =>
    fc.tuple(
      ...docs.sort((one, other) => one - other).map((doc) => fc.constantFrom(2 * doc, 2 * doc + 1)),
    ),
  );

test('what is packed is read again, moved on by as many documents as come before', () => {
  fc.assert(
    fc.property(postings, fc.nat(1_000_000), (list, from) => {
      expect(unpackPostings(packPostings(list))).toEqual(list);
      expect(unpackPostings(packPostings(list), from)).toEqual(list.map((one) => one + 2 * from));
    }),
  );
});

test('a term that every article has costs a letter each', () => {
  const all = Array.from({ length: 1000 }, (_, at) => 2 * at);
  expect(packPostings(all)).toHaveLength(1000);
});
