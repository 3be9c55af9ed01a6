import type { SiteFile } from './site-files.ts';

/** What is different at a copy. */
export interface Difference {
  /** In the order in which it is sent, see `stageOf`: checkpoints last. */
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

/** What tells a site of ours from anything else: what one of its files holds. */
export interface SiteMark {
  readonly path: string;
  readonly holds: string;
}

/** A place that a site is copied to. */
export interface CopyPlace {
  readonly name: string;
  /** Names where it is; another one is another copy. */
  readonly address: string;
  /** What lies there at the paths of the site; unset: nobody can tell. */
  lying?(site: SiteThere): Promise<ReadonlyMap<string, SiteFile>>;
  /** The bytes of a file there; undefined: there is none. */
  read?(path: string): Promise<Uint8Array | undefined>;
  /** Brings it level; tells of each file that is there now, and of each that is gone, as it happens. */
  send(folder: string, difference: Difference, done: (path: string) => void): Promise<void>;
}
