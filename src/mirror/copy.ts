import type { SiteFile } from './site-files.ts';

/** What is different at a copy. */
export interface Difference {
  /** In the order in which it is sent: checkpoints last. */
  readonly send: readonly SiteFile[];
  /** Paths that are not of the site any more. */
  readonly remove: readonly string[];
}

/** A site as it lies in its folder. */
export interface SiteThere {
  readonly folder: string;
  /** What of the folder it is; nothing else there, or at a copy, is its own. */
  readonly paths: readonly string[];
  readonly files: readonly SiteFile[];
}

/** A place that a site is copied to. */
export interface CopyPlace {
  readonly name: string;
  /** Names where it is; another one is another copy. */
  readonly address: string;
  /** What lies there where nothing is remembered of it; undefined: nobody can tell, and all is sent. */
  lying?(site: SiteThere): Promise<ReadonlyMap<string, SiteFile>>;
  /** Brings it level; tells of each file that is there now, and of each that is gone, as it happens. */
  send(folder: string, difference: Difference, done: (path: string) => void): Promise<void>;
}
