import { ArchiveError } from '../model/index.ts';
import { DatabaseAway } from '../store/index.ts';

/** Of several faults the one to be told: that of a database which went away is another time perhaps, and hides none. */
export const worstOf = (faults: readonly unknown[]): unknown =>
  faults.find((thrown) => !(thrown instanceof DatabaseAway)) ?? faults[0];

/** Takes no notice where the database is away, for whom time sees to what was asked. */
export function throwUnlessAway(thrown: unknown): void {
  if (!(thrown instanceof DatabaseAway)) throw thrown;
}

/** Whether a fault is of what was asked for, so that the rest may go on without it. That the database went away is none:
 * who waits for it must hear of it. */
export const mayGoOn = (thrown: unknown): thrown is ArchiveError =>
  thrown instanceof ArchiveError && !(thrown instanceof DatabaseAway);

/** The fault of a bucket of captures that does not answer now, and may later; undefined for any other. Where no bucket is
 * named there is none to wait for. */
export function bucketAway(
  { uploads }: { readonly uploads: object | undefined },
  thrown: unknown,
): ArchiveError | undefined {
  const isAway = uploads !== undefined && mayGoOn(thrown) && thrown.code === 'unreachable';
  return isAway ? thrown : undefined;
}
