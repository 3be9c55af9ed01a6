import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Loopback, serve } from '../src/http/testing/loopback.ts';
import { answerUpload, listUploads, type StoredObject, type Upload } from './s3-multipart.ts';
import { s3Facts, wrongWith } from './s3-signature.ts';

export { s3Facts } from './s3-signature.ts';

/**
 * What goes wrong with a request: an answer in place of the right one; `cut`: the connection, before anything is
 * done; `cut after`: when it is done; `half`: in the middle of the answer; `spoil`: other bytes are stored
 * than came; or it waits until a promise is kept.
 */
export type Fault =
  | { readonly status: number; readonly code: string }
  | { readonly until: Promise<unknown> }
  | ('cut' | 'cut after' | 'half' | 'spoil');

/** A small S3 service on loopback with one bucket. It checks signatures by itself. */
export interface S3Server extends Loopback {
  /** What is in the bucket, by key. */
  readonly objects: Map<string, StoredObject>;
  /** Uploads in parts that are not complete, by id. */
  readonly uploads: Map<string, Upload>;
  /** Requests as they came: `PUT site/index.html`. */
  readonly asked: string[];
  /** What goes wrong with a request; undefined: nothing. Asked once for each. */
  fault: (method: string, key: string) => Fault | undefined;
  /** The time of the service, ms since 1970. */
  now: () => number;
}

/** Objects of one page of a listing. */
const pageSize = 3;

/** Starts the service: path-style, GET (ranges too), HEAD, PUT, DELETE, ListObjectsV2, uploads in parts. */
export async function startS3(now: () => number): Promise<S3Server> {
  const state: State = {
    ...{ objects: new Map(), uploads: new Map(), asked: [] },
    ...{ fault: () => undefined, now },
  };
  const server = await serve(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    await answer(state, request, Buffer.concat(chunks), response);
  });
  return Object.assign(state, server);
}

type State = Pick<S3Server, 'objects' | 'uploads' | 'asked' | 'fault' | 'now'>;

async function answer(
  state: State,
  request: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
) {
  const url = new URL(request.url ?? '', 'http://s3');
  const [, first = '', ...rest] = url.pathname.split('/').map(decodeURIComponent);
  const asked: Asked = { method: request.method ?? '', name: rest.join('/'), url, request, body };
  state.asked.push(`${asked.method} ${asked.name}`);
  const fault = state.fault(asked.method, asked.name);
  if (fault === 'cut') return request.socket.destroy();
  if (typeof fault === 'object' && 'until' in fault) await fault.until;
  const told = typeof fault === 'object' && 'code' in fault ? fault : undefined;
  const wrong = told ?? wrongWith(state.now(), request, url, body);
  if (wrong !== undefined) return refuse(response, wrong);
  if (first !== s3Facts.bucket) return refuse(response, { status: 404, code: 'NoSuchBucket' });
  if (fault === 'spoil') body.writeUInt8(body.readUInt8(body.length >> 1) ^ 4, body.length >> 1);
  if (fault === 'cut after') response.end = () => request.socket.destroy() && response;
  if (url.searchParams.has('uploads') || url.searchParams.has('uploadId')) {
    return answerUploading(state, asked, response);
  }
  return answerObject(state, asked, response, fault === 'half');
}

interface Asked {
  readonly method: string;
  readonly name: string;
  readonly url: URL;
  readonly request: IncomingMessage;
  readonly body: Buffer;
}

function answerUploading(
  state: State,
  { url: { searchParams: query }, ...asked }: Asked,
  response: ServerResponse,
) {
  if (asked.name === '') return response.end(listUploads(state, query.get('prefix') ?? ''));
  const answered = answerUpload(state, { ...asked, query });
  if ('code' in answered) return refuse(response, answered);
  return response.writeHead(answered.status, answered.headers).end(answered.xml);
}

function answerObject(
  state: State,
  { method, name, url, request, body }: Asked,
  response: ServerResponse,
  isHalf: boolean,
) {
  if (method === 'PUT') {
    const { 'content-type': type = '', 'cache-control': cacheControl = '' } = request.headers;
    state.objects.set(name, { bytes: body, type, cacheControl });
    return response.end();
  }
  if (method === 'DELETE') {
    state.objects.delete(name);
    return response.writeHead(204).end();
  }
  if (name === '') return response.end(listing(state, url.searchParams));
  const found = state.objects.get(name);
  if (found === undefined) return refuse(response, { status: 404, code: 'NoSuchKey' });
  return give(request, response, found, isHalf);
}

function give(
  request: IncomingMessage,
  response: ServerResponse,
  { bytes, type }: StoredObject,
  isHalf: boolean,
) {
  const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
  const total = bytes.length;
  if (from !== undefined && Number(from) >= total) {
    response.setHeader('content-range', `bytes */${total}`);
    return refuse(response, { status: 416, code: 'InvalidRange' });
  }
  const [start, end] = [Number(from ?? 0), Math.min(Number(to ?? total - 1), total - 1)];
  const part = bytes.subarray(start, end + 1);
  response.writeHead(from === undefined ? 200 : 206, {
    ...{ 'content-type': type, 'content-length': part.length },
    ...(from !== undefined && { 'content-range': `bytes ${start}-${end}/${total}` }),
  });
  if (request.method === 'HEAD') return response.end();
  if (!isHalf) return response.end(part);
  return response.write(part.subarray(0, part.length >> 1), () => request.socket.destroy());
}

function refuse(response: ServerResponse, { status, code }: { status: number; code: string }) {
  response.writeHead(status, { 'content-type': 'application/xml' });
  return response.end(`<?xml version="1.0"?><Error><Code>${code}</Code></Error>`);
}

const escaped = (text: string): string => encodeURIComponent(text).replaceAll('%2F', '/');

function listing({ objects }: State, query: URLSearchParams): string {
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
  return `<?xml version="1.0"?><ListBucketResult>${more}${shown.join('')}</ListBucketResult>`;
}
