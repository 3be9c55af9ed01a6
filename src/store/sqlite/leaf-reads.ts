import type { LeafReads } from '../leaf-records.ts';
import { leafReads } from '../sql/leaves.ts';
import type { Catalogue } from './catalogue.ts';

/** The leaves; none in a catalogue of a version before the ledger that is only read. */
export function leafReadsIn({ db, connection }: Catalogue): LeafReads {
  const reads = leafReads(db);
  const isThere = () =>
    connection.prepare("select 1 from sqlite_master where name = 'leaves'").get() !== undefined;
  return {
    countLeaves: async () => (isThere() ? await reads.countLeaves() : 0),
    leaves: async (from, limit) => (isThere() ? await reads.leaves(from, limit) : []),
    leavesOf: async (ids) => (isThere() ? await reads.leavesOf(ids) : []),
  };
}
