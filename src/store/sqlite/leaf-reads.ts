import type { LeafReads } from '../leaf-records.ts';
import { isThere } from '../sql/asking.ts';
import { leafReads } from '../sql/leaves.ts';
import { answerAtOnce } from './answer-at-once.ts';
import type { Catalogue } from './catalogue.ts';

/** The leaves; none in a catalogue of a version before the ledger that is only read. */
export function leafReadsIn({ db, connection }: Catalogue): LeafReads {
  const reads = leafReads(db);
  const hasLeaves = () => answerAtOnce(connection, isThere('leaves'));
  return {
    countLeaves: async () => (hasLeaves() ? await reads.countLeaves() : 0),
    leaves: async (from, limit) => (hasLeaves() ? await reads.leaves(from, limit) : []),
    leavesOf: async (ids) => (hasLeaves() ? await reads.leavesOf(ids) : []),
  };
}
