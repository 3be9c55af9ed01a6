import type { Recorded } from './find.ts';

/** What one poll brought. */
export interface Polled {
  readonly entries: number;
  readonly captured: number;
  readonly recorded: readonly Recorded[];
}

/** What two polls brought together. */
export const polledBoth = (one: Polled, other: Polled): Polled => ({
  entries: one.entries + other.entries,
  captured: one.captured + other.captured,
  recorded: [...one.recorded, ...other.recorded],
});
