import type { PollState } from '../../model/index.ts';

/** A mirror's files, by their paths from its root, wherever it lies. */
export interface MirrorPlace {
  /** A whole file; undefined where there is none. Throws `unreachable` for everything else. */
  read(path: string): Promise<Uint8Array | undefined>;
  /** The same, unless it is as it was when it was given by these validators. */
  readNew(path: string, known: Validators): Promise<NewFile | 'same' | undefined>;
}

export type Validators = Pick<PollState, 'etag' | 'lastModified'>;

/** A file with what it is asked for by next time. */
export interface NewFile extends Validators {
  readonly bytes: Uint8Array;
}

/** Counts what a look costs. */
export interface Spending {
  /** Before a file is asked for. Throws `unreachable` where that is no more to be. */
  begin(): void;
  took(bytes: number): void;
  /** Seconds that are left. */
  seconds(): number;
}
