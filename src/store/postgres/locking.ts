import { sql } from 'kysely';
import type { Locking } from '../sql/leases.ts';
import type { Database } from '../sql/schema.ts';
import { repeated, transact } from '../sql/transact.ts';

/**
 * Who takes leases passes over rows that another is taking, and takes them as if nobody else did
 * (serializable): two that take sources of one host at the same moment cannot both be right, and one is
 * asked to look again.
 */
export const locking: Locking = {
  which: (due) => sql`source_id in (select source_id from polls where ${due}
    for update skip locked)`,
  transact: (db, work) => transact(db, work, 'serializable'),
  again: (db, work) => repeated(() => work(db)),
  held: sql`for update`,
};

/** Is answered when nobody else commits. What a commit numbers (articles, documents, happenings, marks of hits,
 * leaves) then comes on record in the order of its numbers, which all who go on behind one rely on. */
export const turn = sql`select name from turns where name = 'commit' for update`;

/** Waits until nobody else commits. */
export async function takeTurn(db: Database): Promise<void> {
  await turn.execute(db);
}
