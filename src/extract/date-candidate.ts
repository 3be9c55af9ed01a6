import type { DateReader } from './date-reader.ts';
import type { Place } from './page-facts.ts';
import type { DateLabel, ToldDate } from './told-date.ts';

/** A date somewhere on a page, and how far its place is to be trusted. */
export interface DateCandidate {
  /** `json-ld datePublished`, `meta article:published_time`, `time`, `line`, `url`, `site rule`. */
  readonly source: string;
  /** Witnesses of one group are copies of each other. */
  readonly group: 'head' | 'page' | 'url' | 'script' | 'rule';
  readonly label: DateLabel;
  readonly weight: number;
  /** As it stands there, at most 80 characters. */
  readonly value: string;
  readonly date: ToldDate;
  /** It stands in the few lines below the title. */
  readonly isBelowTitle?: boolean;
}

export interface DateContext {
  readonly reader: DateReader;
  readonly title: Place | undefined;
}
