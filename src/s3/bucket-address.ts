import { ArchiveError } from '../model/index.ts';

/** Where a bucket is, and where in it what we write lies. */
export interface BucketAddress {
  readonly bucket: string;
  /** What every key begins with: empty, or ending in a slash. */
  readonly prefix: string;
  /** Origin of the service, without the bucket. */
  readonly endpoint: string;
  readonly region: string;
  /** `path`: the bucket is the first part of the path; `host`: of the host's name. */
  readonly style: 'path' | 'host';
}

const form = 's3://BUCKET/PREFIX?endpoint=https://…&region=…&style=path|host';

/**
 * Reads `s3://bucket/prefix?endpoint=https://s3.example&region=eu-1&style=path`. Without an endpoint it is
 * Amazon’s of the region (`us-east-1` unless told), by host; with one the bucket stands in the path unless told.
 * Throws ArchiveError `invalid`.
 */
export function parseBucketAddress(text: string): BucketAddress {
  const [, bucket, path = '', query = ''] =
    /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/([^?]*))?(?:\?(.*))?$/.exec(text) ?? [];
  if (bucket === undefined) throw invalid(`${text} is no address of a bucket`);
  const given = new URLSearchParams(query);
  const strange = [...given.keys()].find((key) => !['endpoint', 'region', 'style'].includes(key));
  if (strange !== undefined) throw invalid(`${text}: ${strange} is not known`);
  const region = given.get('region') ?? 'us-east-1';
  const endpoint = endpointIn(given.get('endpoint') ?? `https://s3.${region}.amazonaws.com`, text);
  // A dot in the name of a bucket fits no certificate.
  const usual = given.has('endpoint') || bucket.includes('.') ? 'path' : 'host';
  const style = given.get('style') ?? usual;
  if (style !== 'path' && style !== 'host') throw invalid(`${text}: style is path or host`);
  const prefix = path.replace(/^\/+|\/+$/g, '');
  return { bucket, prefix: prefix === '' ? '' : `${prefix}/`, endpoint, region, style };
}

function endpointIn(text: string, whole: string): string {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '') {
    throw invalid(`${whole}: the endpoint is no address of a host`);
  }
  return url.origin;
}

/** A login that was put into an address by mistake is not repeated. */
const invalid = (what: string): ArchiveError =>
  new ArchiveError('invalid', `${what.replace(/\/\/[^\s/]*@/g, '//…@')}; write it like ${form}.`);

/** The URL of an object, or of the bucket itself where the key is empty. */
export function urlIn({ bucket, endpoint, style }: BucketAddress, key: string): URL {
  const path = key.split('/').map(encoded).join('/');
  if (style === 'path') return new URL(`${endpoint}/${bucket}/${path}`);
  const url = new URL(`${endpoint}/${path}`);
  url.host = `${bucket}.${url.host}`;
  return url;
}

/** As RFC 3986 has it: the signature is made of the same. */
const encoded = (part: string): string =>
  encodeURIComponent(part).replace(
    /[!'()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );
