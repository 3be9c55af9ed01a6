import { createHash } from 'node:crypto';
import {
  type HeldObjects,
  pageSize,
  refusal,
  type S3Asked,
  type S3Behind,
  type S3Reply,
} from './s3-contract.ts';
import { answerUpload, listUploads, type StoredObject } from './s3-multipart.ts';
import { s3Facts, wrongWith } from './s3-signature.ts';

type State = Omit<S3Behind, 'answer'>;

/** Our own service, in memory: GET (ranges too), HEAD, PUT, DELETE, ListObjectsV2, uploads in parts. It checks signatures
 * by itself, and refuses bytes that are not those that were signed. */
export function ownService(): S3Behind {
  const state: State = { objects: new Map<string, StoredObject>(), uploads: new Map() };
  return { ...state, answer: (asked) => answer(state, asked) };
}

function answer(state: State, asked: S3Asked): S3Reply {
  const { now, request, url, body } = asked;
  const wrong = wrongWith(now, request, url, body);
  if (wrong !== undefined) return refusal(wrong);
  if (url.pathname.split('/')[1] !== s3Facts.bucket) {
    return refusal({ status: 404, code: 'NoSuchBucket' });
  }
  const isUpload = url.searchParams.has('uploads') || url.searchParams.has('uploadId');
  return isUpload ? answerUploading(state, asked) : answerObject(state, asked);
}

const said = (xml: string): S3Reply => ({ status: 200, headers: {}, bytes: Buffer.from(xml) });
const done = (status: number): S3Reply => ({ status, headers: {}, bytes: Buffer.alloc(0) });

function answerUploading(
  { uploads, objects }: State,
  { url: { searchParams: query }, ...asked }: S3Asked,
): S3Reply {
  const held = { uploads, objects };
  if (asked.name === '') return said(listUploads(held, query.get('prefix') ?? ''));
  const answered = answerUpload(held, { ...asked, query });
  if ('code' in answered) return refusal(answered);
  const { status, headers, xml } = answered;
  return { status, headers, bytes: Buffer.from(xml) };
}

function answerObject({ objects }: State, { method, name, url, request, body }: S3Asked): S3Reply {
  if (method === 'PUT') {
    const { 'content-type': type = '', 'cache-control': cacheControl = '' } = request.headers;
    objects.set(name, { bytes: body, type, cacheControl });
    return done(200);
  }
  if (method === 'DELETE') {
    objects.delete(name);
    return done(204);
  }
  if (name === '') return said(listing(objects, url.searchParams));
  const found = objects.get(name);
  if (found === undefined) return refusal({ status: 404, code: 'NoSuchKey' });
  return stretchOf(found, request.headers.range ?? '');
}

function stretchOf({ bytes, type }: StoredObject, range: string): S3Reply {
  const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(range) ?? [];
  const total = bytes.length;
  if (from !== undefined && Number(from) >= total) {
    const { headers, ...rest } = refusal({ status: 416, code: 'InvalidRange' });
    return { ...rest, headers: { ...headers, 'content-range': `bytes */${total}` } };
  }
  const [start, end] = [Number(from ?? 0), Math.min(Number(to ?? total - 1), total - 1)];
  const part = bytes.subarray(start, end + 1);
  const headers = {
    'content-type': type,
    ...(from !== undefined && { 'content-range': `bytes ${start}-${end}/${total}` }),
  };
  return { status: from === undefined ? 200 : 206, headers, bytes: part };
}

const escaped = (text: string): string => encodeURIComponent(text).replaceAll('%2F', '/');

function listing(objects: HeldObjects, query: URLSearchParams): string {
  const prefix = query.get('prefix') ?? '';
  const after = query.get('continuation-token') ?? '';
  const keys = [...objects.keys()]
    .filter((one) => one.startsWith(prefix) && one > after)
    .sort((one, other) => (one < other ? -1 : 1));
  const shown = keys.slice(0, pageSize).map((one) => {
    const bytes = objects.get(one)?.bytes ?? Buffer.alloc(0);
    const etag = createHash('md5').update(bytes).digest('hex');
    return `<Contents><Key>${escaped(one)}</Key><Size>${bytes.length}</Size><ETag>&quot;${etag}&quot;</ETag></Contents>`;
  });
  const next = keys.length > pageSize ? keys[pageSize - 1] : undefined;
  const more = next === undefined ? '' : `<NextContinuationToken>${next}</NextContinuationToken>`;
  return `<?xml version="1.0"?><ListBucketResult><EncodingType>url</EncodingType>${more}${shown.join('')}</ListBucketResult>`;
}
