import type { Locale } from '../pages/index.ts';

/** How a site is made. */
export interface SiteOptions {
  /** Name of the archive. */
  readonly title: string;
  /** IANA name; dates are shown in it. */
  readonly timeZone: string;
  /** Language of the pages' own words. */
  readonly locale: Locale;
  /** Where the site is on the internet; unset: feeds and citations have no addresses of it. */
  readonly address?: string;
  /** Addresses of other copies, which the site tells of. */
  readonly mirrors?: readonly string[];
  /** The folder of the ledger, which is copied; unset or not there: there is none. */
  readonly ledger?: string;
  /** How large a file of captures may be, about; unset: the site holds none. */
  readonly captures?: { readonly mostBytes: number };
  /** What wrote it; another version makes all anew. */
  readonly version: string;
}
