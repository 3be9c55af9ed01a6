/** One request's claim to its host, so that nobody else asks that meanwhile. Times in ms since 1970. */
export interface HostClaim {
  /** As `hostKey` names it. */
  readonly host: string;
  /** Names this claim; of no other. */
  readonly pass: string;
  /** The time now. */
  readonly at: number;
  /** When it ends by itself, though nobody says that it is over. */
  readonly until: number;
  /** Least time since the host's last request reached it. */
  readonly gapMs: number;
  /** What an answer before told to be of the future, and has been so since. */
  readonly seen?: HostAhead & { /** When it was first told. */ readonly at: number };
}

/** What stands for a host where a clock that is ahead put it there: times that are still to come. */
export interface HostAhead {
  /** When its last request reached it. */
  readonly reachedAt: number;
  /** The claim that stands; '' for none. */
  readonly pass: string;
}

/** What became of a claim; where it was not granted, when to ask again. */
export type HostAnswer =
  | { readonly isGranted: true }
  | {
      readonly isGranted: false;
      readonly againAt: number;
      /** Until when nobody asks this host, because it said so; unset: it did not. */
      readonly heldUntil?: number;
      /** What it asked for, which may be longer. */
      readonly askedUntil?: number;
      /** Set where the last request, or the claim that stands, is of the future: to be handed in as
       * `seen` when asking again. */
      readonly ahead?: HostAhead;
    };

/** The end of a claim. */
export interface HostLeft extends Pick<HostClaim, 'host' | 'pass'> {
  /** When the request had reached the host at the latest: it began to answer, or the request failed. Unset: it was not
   * sent. */
  readonly reachedAt?: number;
  /** As in an answer, where the host asked to be left alone. */
  readonly heldUntil?: number;
  readonly askedUntil?: number;
}

/** A host is left alone for so long at most, however long it asked for. */
export const longestHoldMs = 3_600_000;
