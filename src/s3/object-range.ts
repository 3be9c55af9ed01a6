import { ArchiveError } from '../model/index.ts';
import { ask, type BucketOptions } from './ask.ts';

/** A stretch of an object. */
export interface ObjectRange {
  readonly bytes: Uint8Array;
  /** How long the whole object is, in bytes. */
  readonly size: number;
}

/**
 * So many bytes of an object from an offset on (RFC 9110, 14.2), fewer where it ends; undefined: there is
 * none. Throws as the bucket does, and `invalid` for a service that knows no ranges.
 */
export async function rangeOf(
  options: BucketOptions,
  key: string,
  offset: number,
  length: number,
): Promise<ObjectRange | undefined> {
  const headers = { range: `bytes=${offset}-${offset + length - 1}` };
  const answer = await ask(options, { method: 'GET', key, headers, wanted: length });
  if (answer.status === 404) return undefined;
  const [, from, size] = /^bytes (?:(\d+)-\d+|\*)\/(\d+)$/.exec(
    answer.headers.get('content-range') ?? '',
  ) ?? [undefined, undefined, undefined];
  if (answer.status === 416) {
    return { bytes: new Uint8Array(), size: Number(size ?? (await sizeOf(options, key)) ?? 0) };
  }
  const wanted = Math.min(length, Number(size) - offset);
  if (answer.status === 206 && Number(from) === offset && answer.bytes.length === wanted) {
    return { bytes: answer.bytes, size: Number(size) };
  }
  const { bucket, endpoint } = options.address;
  throw new ArchiveError(
    'invalid',
    `GET ${bucket}/${key} at ${endpoint}: other bytes came than ${headers.range}; captures need a service that serves ranges.`,
  );
}

/** How long an object is, in bytes; undefined: there is none. */
export async function sizeOf(options: BucketOptions, key: string): Promise<number | undefined> {
  const { status, headers } = await ask(options, { method: 'HEAD', key });
  return status === 404 ? undefined : Number(headers.get('content-length'));
}
