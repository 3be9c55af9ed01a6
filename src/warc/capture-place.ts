import { open } from 'node:fs/promises';
import { errorFrom } from '../model/index.ts';
import type { ByteSource } from './member-walk.ts';
import { warcPath } from './warc-path.ts';

/** A capture file, open to be read at any place. */
export interface CaptureFile extends ByteSource {
  /** In bytes. */
  size(): Promise<number>;
  /** Bytes that are best asked for at once by whoever reads it from start to end; unset: 1 MiB. */
  readonly ahead?: number;
  close(): Promise<void>;
}

/** Capture files that lie elsewhere than in a folder: in a bucket. */
export interface CapturesElsewhere {
  /** Those that are there, with their lengths in bytes; in any order. */
  list(): Promise<readonly { readonly file: string; readonly length: number }[]>;
  /** Opens one; its first reading may throw `not-found`, and `unreachable` where it may be there later. */
  open(file: string): CaptureFile;
}

/**
 * Where captures are read from: a folder, whose path alone is a place; or first a folder, then elsewhere.
 * They are written to the folder always.
 */
export type CapturePlace =
  | string
  | { readonly folder: string; readonly elsewhere: CapturesElsewhere };

/** The folder of a place: the files of this host. */
export const folderOf = (place: CapturePlace): string =>
  typeof place === 'string' ? place : place.folder;

/**
 * Opens a capture file for reading, in the folder if it is there. Throws ArchiveError: `not-found` without
 * the file, `invalid` for a name that leads out of the folder.
 */
export async function openCaptures(place: CapturePlace, file: string): Promise<CaptureFile> {
  const path = warcPath(folderOf(place), file);
  try {
    const handle = await open(path, 'r');
    return {
      read: handle.read.bind(handle) as ByteSource['read'],
      size: async () => (await handle.stat()).size,
      close: () => handle.close(),
    };
  } catch (thrown) {
    const error = errorFrom(thrown, path);
    if (typeof place === 'string' || error.code !== 'not-found') throw error;
    return place.elsewhere.open(file);
  }
}

/** Works with an open capture file and closes it whatever comes. */
export async function withCaptures<T>(
  place: CapturePlace,
  file: string,
  work: (open: CaptureFile) => Promise<T>,
): Promise<T> {
  try {
    const opened = await openCaptures(place, file);
    return await work(opened).finally(() => opened.close());
  } catch (thrown) {
    throw errorFrom(thrown, `${folderOf(place)}/${file}`);
  }
}
