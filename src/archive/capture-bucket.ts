import { ArchiveError } from '../model/index.ts';
import type { Store } from '../store/index.ts';
import { type CaptureFile, type CapturesElsewhere, fileNamed } from '../warc/index.ts';
import { RangeCache } from './range-cache.ts';

/** Objects in a bucket, as far as capture files need it; a file's key is its path in the folder. */
export interface CaptureBucket {
  /** What users know it by: `s3://papers/captures`. */
  readonly name: string;
  list(): AsyncIterable<{ readonly key: string; readonly size: number }>;
  /** So many bytes from an offset on, fewer where the object ends; undefined: there is none. */
  range(
    key: string,
    offset: number,
    length: number,
  ): Promise<{ readonly bytes: Uint8Array; readonly size: number } | undefined>;
  /** In bytes; undefined: there is none. */
  size(key: string): Promise<number | undefined>;
  putFile(key: string, path: string, type: string): Promise<void>;
  /** Gives whether the bucket keeps what was removed as an older version. */
  remove(key: string): Promise<boolean>;
}

/** What is asked for at once of a file that is read from start to end. */
export const readAtOnce: number = 8 * 2 ** 20;

/**
 * The capture files that are not in the folder: those in the bucket, and those that other workers have not
 * uploaded yet, of which only their names are known here. Without a bucket all are of the latter kind.
 */
export function capturesElsewhere(
  bucket: CaptureBucket | undefined,
  store: Pick<Store, 'warcFile'>,
): CapturesElsewhere {
  const cache = new RangeCache();
  return {
    async list() {
      const files: { file: string; length: number }[] = [];
      for await (const { key, size } of bucket?.list() ?? []) {
        files.push({ file: key, length: size });
      }
      return files;
    },
    open: (file) => fileIn(bucket, store, cache, file),
  };
}

function fileIn(
  bucket: CaptureBucket | undefined,
  store: Pick<Store, 'warcFile'>,
  cache: RangeCache,
  file: string,
): CaptureFile {
  const stretch = (offset: number, length: number) =>
    cache.get(`${file} ${offset} ${length}`, async () => {
      const range = await bucket?.range(file, offset, length);
      if (range === undefined) throw await absent(bucket, store, file);
      return range.bytes;
    });
  const read = async (buffer: Buffer, offset: number, length: number, position: number) => {
    const bytes = await stretch(position, length);
    buffer.set(bytes, offset);
    return { bytesRead: bytes.length, buffer };
  };
  return {
    read: read as CaptureFile['read'],
    ahead: readAtOnce,
    async size() {
      const size = await bucket?.size(file);
      if (size === undefined) throw await absent(bucket, store, file);
      return size;
    },
    close: async () => {},
  };
}

/** Why a file is not to be had, in one sentence. */
async function absent(
  bucket: CaptureBucket | undefined,
  store: Pick<Store, 'warcFile'>,
  file: string,
): Promise<ArchiveError> {
  const known = await store.warcFile(file);
  if (known?.uploaded !== undefined) {
    const says =
      bucket === undefined
        ? `${file} lies in a bucket since ${known.uploaded}; name it with BACKISSUE_CAPTURES.`
        : `${file} is not in ${bucket.name}, where it was put at ${known.uploaded}; bring it back from a backup.`;
    return new ArchiveError('not-found', says);
  }
  const worker = fileNamed(file)?.worker;
  if (known !== undefined && worker !== undefined) {
    const says =
      bucket === undefined ? 'and workers share captures by a bucket' : 'try again later';
    return new ArchiveError(
      'unreachable',
      `${file} is with worker ${worker} until it is uploaded; ${says}.`,
    );
  }
  const places =
    bucket === undefined ? 'not in the folder' : `neither in the folder nor in ${bucket.name}`;
  return new ArchiveError('not-found', `${file} is ${places}; bring it back from a backup.`);
}
