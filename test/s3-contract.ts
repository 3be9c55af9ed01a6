import type { IncomingMessage } from 'node:http';
import type { Loopback } from '../src/http/testing/loopback.ts';
import type { StoredObject, Upload } from './s3-multipart.ts';

/** Whether buckets of tests are those of s3rver, somebody else's S3 service: `BACKISSUE_TEST_S3=s3rver`. Tests of what
 * it does not do, or does otherwise than the API says, are skipped by name then. */
export const isOnS3rver = process.env['BACKISSUE_TEST_S3'] === 's3rver';

/**
 * What goes wrong with a request: an answer in place of the right one; `cut`: the connection, before anything is
 * done; `cut after`: when it is done; `half`: in the middle of the answer; `spoil`: other bytes are stored
 * than came; or it waits until a promise is kept.
 */
export type Fault =
  | { readonly status: number; readonly code: string }
  | { readonly until: Promise<unknown> }
  | ('cut' | 'cut after' | 'half' | 'spoil');

/** What is in a bucket, by key. */
export type HeldObjects = Pick<
  Map<string, StoredObject>,
  'get' | 'set' | 'delete' | 'clear' | 'keys' | 'values' | 'size'
> &
  Iterable<[string, StoredObject]>;

/** A request as it came. */
export interface S3Asked {
  readonly method: string;
  /** Key of the object; '' for the bucket itself. */
  readonly name: string;
  readonly url: URL;
  readonly request: IncomingMessage;
  readonly body: Buffer;
  /** The time of the service, ms since 1970. */
  readonly now: number;
}

/** What is answered, whole. */
export interface S3Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number>>;
  readonly bytes: Buffer;
}

/** What stands behind the front that takes requests and makes faults: our own service, or s3rver. */
export interface S3Behind {
  readonly objects: HeldObjects;
  /** Uploads in parts that are not complete, by id. */
  readonly uploads: Map<string, Upload>;
  answer(asked: S3Asked): S3Reply | Promise<S3Reply>;
}

/** A small S3 service on loopback with one bucket. */
export interface S3Server extends Loopback, Omit<S3Behind, 'answer'> {
  /** Requests as they came: `PUT site/index.html`. */
  readonly asked: string[];
  /** What goes wrong with a request; undefined: nothing. Asked once for each. */
  fault: (method: string, key: string) => Fault | undefined;
  /** The time of the service, ms since 1970. */
  now: () => number;
}

/** Objects of one page of a listing. */
export const pageSize = 3;

/** An answer that says what is wrong. */
export const refusal = ({ status, code }: { status: number; code: string }): S3Reply => ({
  ...{ status, headers: { 'content-type': 'application/xml' } },
  bytes: Buffer.from(`<?xml version="1.0"?><Error><Code>${code}</Code></Error>`),
});
