import type { Fence } from '../store/index.ts';

/** The right to do a piece of work, as it was given to this process. */
export interface Right {
  /** What may be done, such as `pages:example.org`. */
  readonly name: string;
  /** On what it is committed; unset where nobody else works on the catalogue. */
  readonly fence?: Fence;
}

/** Who may do what, where several work on one catalogue: each piece of work is one worker's at a time. */
export interface WorkLeases {
  /** Whether others may work on the same catalogue. What was read before a right was given may then be done by
   * now. */
  readonly isShared: boolean;
  /** How long a right lasts that is not renewed, in ms. */
  readonly termMs: number;
  /** The rights to those of these pieces of work that nobody does, by name. */
  take(names: readonly string[]): Promise<ReadonlyMap<string, Right>>;
  /** What others do just now whose names begin so; without that beginning. */
  elsewhere(prefix: string): Promise<readonly string[]>;
  /** Gives a right back. */
  release(right: Right): void;
  /** Keeps this process among the workers, and its rights alive, while work goes on; then gives all back. */
  during<Result>(work: () => Promise<Result>): Promise<Result>;
}

/** Longer than any poll takes; a process that dies is followed by another after it, or when the archive is
 * opened for capturing. */
const soleTermMs = 600_000;

/** Of a catalogue that one process works on: whatever is asked for is given, and nothing written. */
export const soleLeases: WorkLeases = {
  isShared: false,
  termMs: soleTermMs,
  take: async (names) => new Map(names.map((name) => [name, { name }])),
  elsewhere: async () => [],
  release: () => {},
  during: (work) => work(),
};
