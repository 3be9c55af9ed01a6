import { ask, type BucketOptions, missing } from './ask.ts';
import { type ListedObject, parseListing } from './listing.ts';
import { type ObjectRange, rangeOf, sizeOf } from './object-range.ts';
import { putFile } from './put-file.ts';

/** An object on its way: its bytes, and what is told of it. */
export interface ObjectGiven {
  /** A Blob may be backed by a file, which is then read as it is sent. */
  readonly bytes: Uint8Array<ArrayBuffer> | Blob;
  /** SHA-256 of the bytes, hex: the service refuses others. */
  readonly sha256: string;
  readonly type: string;
  readonly cacheControl?: string;
}

/** A bucket of a store that speaks the S3 API. Keys are without the prefix of the address. */
export interface Bucket {
  put(key: string, object: ObjectGiven): Promise<void>;
  /** Undefined: there is none. */
  get(key: string): Promise<Uint8Array | undefined>;
  /** So many bytes from an offset on, fewer where the object ends; undefined: there is none. */
  range(key: string, offset: number, length: number): Promise<ObjectRange | undefined>;
  /** How long an object is, in bytes; undefined: there is none. */
  size(key: string): Promise<number | undefined>;
  /** Puts a file on disk, in parts where it is long. */
  putFile(key: string, path: string, type: string): Promise<void>;
  /** Removes an object; one that is not there is no fault. Gives whether the bucket keeps it as an older
   * version. */
  remove(key: string): Promise<boolean>;
  /** Everything whose key begins so, by key. */
  list(prefix?: string): AsyncGenerator<ListedObject>;
}

/**
 * Opens a bucket; nothing is asked yet. Every request is signed (AWS Signature Version 4), and tried again while
 * the service is busy or not reached. What it does throws ArchiveError: `refused` for a key that may not,
 * `not-found` for a bucket that is not there, `unreachable` when it could not be done after all attempts.
 */
export function openBucket(options: BucketOptions): Bucket {
  const { prefix } = options.address;
  return {
    async put(key, { bytes, sha256, type, cacheControl }) {
      const headers = {
        ...{ 'content-type': type, 'x-amz-content-sha256': sha256 },
        ...(cacheControl !== undefined && { 'cache-control': cacheControl }),
      };
      await ask(options, { method: 'PUT', key: `${prefix}${key}`, headers, body: bytes });
    },
    async get(key) {
      const answer = await ask(options, { method: 'GET', key: `${prefix}${key}` });
      return answer.status === 404 ? undefined : answer.bytes;
    },
    range: (key, offset, length) => rangeOf(options, `${prefix}${key}`, offset, length),
    size: (key) => sizeOf(options, `${prefix}${key}`),
    putFile: (key, path, type) => putFile(options, { key: `${prefix}${key}`, path, type }),
    async remove(key) {
      const answer = await ask(options, { method: 'DELETE', key: `${prefix}${key}` });
      return answer.headers.get('x-amz-delete-marker') === 'true';
    },
    list: (own = '') => listed(options, `${prefix}${own}`),
  };
}

async function* listed(options: BucketOptions, prefix: string): AsyncGenerator<ListedObject> {
  let after: string | undefined;
  do {
    const query = {
      ...{ 'list-type': '2', 'encoding-type': 'url', prefix },
      ...(after !== undefined && { 'continuation-token': after }),
    };
    const { bytes, status } = await ask(options, { method: 'GET', key: '', query });
    if (status === 404) throw missing(options);
    const page = parseListing(new TextDecoder().decode(bytes));
    for (const one of page.objects) {
      yield { ...one, key: one.key.slice(options.address.prefix.length) };
    }
    after = page.next;
  } while (after !== undefined);
}
