import type { LeafReads } from '../leaf-records.ts';
import type { SignedReads } from '../signed-records.ts';
import { isThere } from '../sql/asking.ts';
import { leafReads } from '../sql/leaves.ts';
import { signedReads } from '../sql/signed.ts';
import { answerAtOnce } from './answer-at-once.ts';
import type { Catalogue } from './catalogue.ts';

/** The leaves and what was signed of them; none in a catalogue of a version before the ledger that is only read. */
export function leafReadsIn({ db, connection }: Catalogue): LeafReads & SignedReads {
  const reads = { ...leafReads(db), ...signedReads(db) };
  const hasLeaves = () => answerAtOnce(connection, isThere('leaves'));
  const isSigned = () => answerAtOnce(connection, isThere('signed'));
  return {
    signed: async () => (isSigned() ? await reads.signed() : undefined),
    handOvers: async () => (isSigned() ? await reads.handOvers() : []),
    countLeaves: async () => (hasLeaves() ? await reads.countLeaves() : 0),
    leaves: async (from, limit) => (hasLeaves() ? await reads.leaves(from, limit) : []),
    leavesOf: async (ids) => (hasLeaves() ? await reads.leavesOf(ids) : []),
  };
}
