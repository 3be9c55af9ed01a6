import type { Draft } from '../capture/index.ts';
import type { JsonValue } from '../digest/index.ts';
import type { Capture, Instant } from '../model/index.ts';
import type { Change, Store } from '../store/index.ts';
import type { Find, Recorded } from './find.ts';

/** A capture on its way into a file, with what the catalogue could not be rebuilt without. */
export interface Keeping {
  readonly draft: Draft;
  readonly about?: JsonValue;
}

/** What no capture tells and the catalogue could not be rebuilt without. */
export interface Note {
  readonly at: Instant;
  readonly value: JsonValue;
}

/** Something to be put on record: captures, and what they mean. */
export interface Deed {
  readonly keepings: readonly Keeping[];
  /** What the captures mean, once they lie on disk: finds, and whatever else changes. By what it asks of the
   * store given it may be decided; it is called again where another process has changed that. */
  readonly means: (captures: readonly Capture[], store: Store) => Promise<Meaning>;
}

export interface Meaning {
  readonly finds?: readonly Find[];
  readonly change?: Change;
}

/** A deed that is durable. */
export interface Done {
  readonly captures: readonly Capture[];
  readonly recorded: readonly Recorded[];
}

export interface Recorder {
  /**
   * Puts a deed on record, durably. Deeds that come while others are being written go together: one
   * wait for the disk for all their captures, one transaction for all they mean; each alone would
   * wait twice. Throws `conflict`, with nothing but the captures kept, when the lease of a poll in it
   * has passed to somebody else; and what the disk throws.
   */
  record(deed: Deed): Promise<Done>;
}
