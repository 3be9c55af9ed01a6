import type { Change } from '../change.ts';
import type { CommitTerms } from '../commit-terms.ts';
import { alone, checkLeases, type Locking } from './leases.ts';
import type { Database } from './schema.ts';
import { checkFences } from './work-leases.ts';

/** Throws `LeaseLost` where the terms of a change do not hold; within the transaction that writes it. */
export async function checkTerms(
  db: Database,
  change: Change,
  { leasedBy, fences = [] }: CommitTerms,
  locking: Pick<Locking, 'held'> = alone,
): Promise<void> {
  if (leasedBy !== undefined) await checkLeases(db, change.polls ?? [], leasedBy, locking);
  await checkFences(db, fences, locking);
}
