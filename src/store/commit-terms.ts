import type { LeafRow, LoggedLeaf } from './leaf-records.ts';
import type { HeldLease } from './lease-records.ts';

/** On what a change is written; where that does not hold, `commit` throws `LeaseLost` and writes nothing. */
export interface CommitTerms {
  /** This holder has the lease of every one of the polls in the change. */
  readonly leasedBy?: string;
  /** Each of these leases is still the holder's, of that epoch: nobody has taken it since, however long ago
   * it ended. */
  readonly fences?: readonly Fence[];
  /**
   * What the change's leaves are behind others that were logged since they were numbered: asked within the transaction,
   * so it may neither wait nor read. Unset, or where it gives nothing, `commit` throws `Overtaken`.
   */
  readonly behind?: (others: readonly LoggedLeaf[]) => readonly LeafRow[] | undefined;
}

/** A lease as its holder has it. */
export interface Fence extends HeldLease {
  readonly holder: string;
}
