import type { Capture, Digest, Entry, Instant, Takedown, Url } from '../model/index.ts';

/**
 * A capture file that another takes the place of. `begun`: the replacement is being written, and is
 * not to be trusted; `done`: it is in force, and the file before is to go; `over`: forget it.
 */
export interface Rewrite {
  readonly file: string;
  readonly replacement: string;
  readonly state: 'begun' | 'done' | 'over';
  /** With `done`: how long the replacement is, and where it holds the records that lay in the file. */
  readonly length?: number;
  readonly moved?: ReadonlyMap<number, { readonly offset: number; readonly length: number }>;
  /** With `done`: since when the replacement lies in the bucket; unset: it does not. */
  readonly uploaded?: Instant;
  /** The worker that rewrites it, where there are several. */
  readonly worker?: string;
}

/** The part of the catalogue that takedowns need. */
export interface TakedownStore {
  /** Takedowns by time. */
  takedowns(): Promise<Takedown[]>;
  takedown(id: string): Promise<Takedown | undefined>;
  /** The takedown in force that refuses any of these identity keys. */
  takedownOf(keys: readonly string[]): Promise<Takedown | undefined>;
  /** The takedowns in force or lifted of articles whose id begins so, newest first. */
  takedownsByPrefix(prefix: string): Promise<Takedown[]>;
  /** Those of the keys that takedowns in force refuse. */
  refusedKeys(keys: readonly string[]): Promise<Set<string>>;
  /** Captures asked for at, or led on to, any of these URLs; those of sources' own documents left out. */
  capturesAt(urls: readonly Url[]): Promise<Capture[]>;
  /** Captures with this payload that still hold or refer to it, oldest first. */
  capturesWith(payload: Digest): Promise<Capture[]>;
  /** Asked and final URLs of captures that still hold something, by the captures' ids, behind the one
   * given. */
  urlsAfter(
    captureId: string | undefined,
    limit: number,
  ): Promise<{ urls: Url[]; last: string | undefined }>;
  /** Answers that sources got at no address that a key was made of, pictures and sound aside: of each
   * payload the oldest, by payload, behind the one given. */
  documentsOf(sourceIds: readonly string[], limit: number, after?: Digest): Promise<Capture[]>;
  /** Entries by source and guid, behind the one given. */
  entriesAfter(
    after: Pick<Entry, 'sourceId' | 'guid'> | undefined,
    limit: number,
  ): Promise<Entry[]>;
  /** Those of these captures that revisions of other articles were cut from. */
  evidenceOfOthers(
    captureIds: readonly string[],
    articleIds: readonly string[],
  ): Promise<Set<string>>;
  /** Captures that no server answered with (status 0) and that have a header whose name ends so. */
  capturesTelling(header: string): Promise<Capture[]>;
  /** Names of the capture files with captures of this status that still hold something. */
  filesWithStatus(status: number): Promise<string[]>;
  /** The images of all revisions but those of these articles, among these. */
  imagesOfOthers(urls: readonly Url[], articleIds: readonly string[]): Promise<Set<Url>>;
  /** In a capture file the last capture that begins at or before an offset, and the next one. */
  capturesBeside(file: string, offset: number): Promise<{ of?: Capture; next?: Capture }>;
  rewrites(): Promise<Rewrite[]>;
  /** Makes sure that nothing of what was erased lies in the database's files any more, nor in catalogues
   * that rebuilds left beside it: these are deleted. */
  scrub(): Promise<void>;
}
