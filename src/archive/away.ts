import { DatabaseAway } from '../store/index.ts';

/** Of several faults the one to be told: that of a database which went away is another time perhaps, and hides none. */
export const worstOf = (faults: readonly unknown[]): unknown =>
  faults.find((thrown) => !(thrown instanceof DatabaseAway)) ?? faults[0];

/** Takes no notice where the database is away, for whom time sees to what was asked. */
export function unlessAway(thrown: unknown): void {
  if (!(thrown instanceof DatabaseAway)) throw thrown;
}
