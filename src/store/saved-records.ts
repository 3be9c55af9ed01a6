import type { Instant } from '../model/index.ts';

/** A search that is kept under a name, and how far it has been answered. */
export interface SavedSearch {
  readonly id: string;
  /** No other has it. */
  readonly name: string;
  /** The query as it was typed. */
  readonly text: string;
  readonly savedAt: Instant;
  /** The last document of the search index that was looked at for it. */
  readonly checked: number;
  /** Whether the index was incomplete then: what was on record before it was saved is no news. */
  readonly incomplete: boolean;
  /** The mark of its latest hit; 0: none. */
  readonly told: number;
  /** The mark up to which somebody has looked at its hits. */
  readonly looked: number;
  readonly lookedAt?: Instant;
  /** Hits behind `looked`. */
  readonly fresh: number;
}

/** Articles that a saved search finds and has not found before, by their serials, as they came. */
export interface SavedMatches {
  readonly fresh: readonly number[];
  /** Those that were on record before it was saved, where only the index did not know them. */
  readonly old: readonly number[];
  readonly upTo: number;
  readonly incomplete: boolean;
}

/** What a look for a saved search's hits came to. */
export interface SavedCheck {
  readonly searchId: string;
  readonly at: Instant;
  /** Serials of articles that become hits with a mark; one that is a hit already stays as it is. */
  readonly told: readonly number[];
  /** Serials of articles that are hits and no news. */
  readonly known: readonly number[];
  readonly upTo: number;
  readonly incomplete: boolean;
}

/** Somebody has looked at a saved search's hits up to a mark. */
export interface SavedLook {
  readonly searchId: string;
  readonly mark: number;
  readonly at: Instant;
}
