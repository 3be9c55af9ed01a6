import type { Instant } from '../model/index.ts';
import type { Lease } from './records.ts';

/** A lease that somebody was given. */
export interface HeldLease {
  /** What may be done with it, such as `pages:example.org`. */
  readonly name: string;
  /** Rises with each time that the lease is given anew, not with its renewal: of two who believe that they
   * have it, the one with the lower epoch has it no longer. */
  readonly epoch: number;
}

/** A lease as it is on record. */
export interface LeaseRow extends HeldLease, Lease {}

/** Leases of whatever one worker at a time may do. Who has one does the work, renews it meanwhile, and
 * releases it; one that is not renewed ends by time. At most 200 at once. */
export interface LeaseStore {
  /**
   * Gives the holder those of these leases that nobody holds at `at`, and those that it holds itself; gives
   * what it has now, in the order of the names. Its own keep their epoch.
   */
  takeLeases(query: {
    readonly names: readonly string[];
    readonly lease: Lease;
    readonly at: Instant;
  }): Promise<HeldLease[]>;
  /** Lets those of these leases that are still the holder's end at `lease.until`; gives those. One that has
   * ended and was not given to another since is its again. */
  renewLeases(held: readonly HeldLease[], lease: Lease): Promise<HeldLease[]>;
  /** Ends those of these leases that are still the holder's. */
  releaseLeases(held: readonly HeldLease[], holder: string, at: Instant): Promise<void>;
  /** The leases that are held at `at`, by name; of those whose name begins so. */
  leases(at: Instant, prefix?: string): Promise<LeaseRow[]>;
  /** Takes what ended before a moment off the record. Epochs rise all the same. */
  forgetLeases(before: Instant): Promise<void>;
}
