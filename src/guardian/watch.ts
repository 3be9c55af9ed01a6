import type { Instant, Url } from '../model/index.ts';

/** Why a poll gave no listing. */
export type FeedFailure =
  | 'captcha'
  | 'login'
  | 'not-a-feed'
  | 'not-found'
  | 'gone'
  | 'blocked'
  | 'server-error'
  | 'timeout'
  | 'dns'
  | 'tls'
  | 'unreachable';
/** What an article page of the source was. */
export type PageOutcome = 'article' | 'captcha' | 'login' | 'not-found' | 'failed';

/** An entry that was never told before. */
export interface FreshItem {
  /** Its publication, where the source tells one. */
  readonly at?: Instant;
  /** Characters of text that the source itself carries of it; left out where it carries none. */
  readonly length?: number;
}

/** One thing seen of a source. */
export type Observation =
  | {
      readonly kind: 'listing';
      readonly at: Instant;
      /** How many items the document holds. */
      readonly items: number;
      readonly fresh: readonly FreshItem[];
      /** Characters of text of all its items; tells a source that cuts old items too. */
      readonly lengths?: readonly number[];
    }
  /** 304, or the same document again. */
  | { readonly kind: 'unchanged'; readonly at: Instant }
  | {
      readonly kind: 'failed';
      readonly at: Instant;
      readonly failure: FeedFailure;
      readonly message: string;
    }
  /** Answered over a permanent redirect; a listing of the same moment tells whether it is good. */
  | { readonly kind: 'moved'; readonly at: Instant; readonly to: Url }
  | {
      readonly kind: 'page';
      readonly at: Instant;
      readonly outcome: PageOutcome;
      readonly length?: number;
    };

/** Minutes since 1970: short in JSON, exact enough for a rhythm. */
export type Minute = number;

/** A pause between two arrivals: when it ended, and how long it was in minutes. */
export type Pause = readonly [end: Minute, length: number];

/** Text lengths: when, and characters. The newest are apart, so that they can be held against the rest. */
export interface Lengths {
  /** `at` in hours. */
  readonly usual: readonly (readonly [at: number, length: number])[];
  readonly recent: readonly (readonly [at: Minute, length: number])[];
  /** Since when they are short; nothing is learned while they are. */
  readonly shortSince?: Minute;
}

/** Polls or pages in a row that gave the same kind of nothing. */
export interface Row {
  readonly what: string;
  readonly since: Minute;
  readonly last: Minute;
  readonly times: number;
  readonly message: string;
}

/**
 * What a source has taught. JSON as it is; stored beside the source's poll state; about 2 KB, never
 * over 3. Everything in it is bounded.
 */
export interface Watch {
  readonly v: 1;
  /** Begin of what is known of arrivals: the first look, or the oldest date of the first document. */
  readonly from: Minute;
  /** Begin of what is known by the hour; later than `from` where old dates have no time of day. */
  readonly hoursFrom: Minute;
  /** First look. */
  readonly looked: Minute;
  /** Last good look: the end of what is known. */
  readonly seen?: Minute;
  /** Good looks since the last arrival. */
  readonly quiet: number;
  /** Newest arrivals, oldest first. */
  readonly arrivals: readonly Minute[];
  /** The longest pauses of the last weeks, and all of a slow source, oldest first. */
  readonly pauses: readonly Pause[];
  /** The last pause past the limit; not among the pauses. */
  readonly incident?: Pause;
  /** A ring of eight weeks of hours, four to a hexadecimal digit: whether something arrived in it. */
  readonly hours: string;
  /** The newest hour in the ring, in hours since 1970. */
  readonly hour: number;
  /** Items a day, and the newest day in it (days since 1970). */
  readonly daily: readonly number[];
  readonly day: number;
  /** The most items that came within 1, 3, 8, 24 hours, fading; and what comes in now. */
  readonly peaks: readonly number[];
  readonly filling: readonly (readonly [since: Minute, items: number])[];
  /** Items that the document holds, the fewest of each day, oldest first. */
  readonly counts: readonly (readonly [day: number, fewest: number])[];
  readonly items?: number;
  /** Since when it holds far fewer, over how many looks, and of how many it usually holds. */
  readonly few?: { readonly since: Minute; readonly times: number; readonly usual: number };
  readonly feedText: Lengths;
  readonly pageText: Lengths;
  readonly failed?: Row;
  readonly pages?: Row;
  /** Where permanent redirects lead; `direct`: the last good answer without one. */
  readonly moved?: {
    readonly to: Url;
    readonly since: Minute;
    readonly last: Minute;
    readonly times: number;
    readonly direct?: Minute;
  };
}

export const minutesOfHour = 60;
export const minutesOfDay = 24 * 60;
export const minutesOfWeek = 7 * minutesOfDay;

/** A moment in minutes since 1970. */
export function minuteOf(at: Instant): Minute {
  return Math.floor(Date.parse(at) / 60_000);
}
