import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Loopback, serve } from '../src/http/testing/loopback.ts';

/** An object as it was put. */
export interface StoredObject {
  readonly bytes: Buffer;
  readonly type: string;
  readonly cacheControl: string;
}

/** What goes wrong with a request: an answer in place of the right one, or none: the connection is cut. */
export type Fault = { readonly status: number; readonly code: string } | 'cut';

/** A small S3 service on loopback with one bucket. It checks signatures by itself. */
export interface S3Server extends Loopback {
  /** What is in the bucket, by key. */
  readonly objects: Map<string, StoredObject>;
  /** Requests as they came: `PUT site/index.html`. */
  readonly asked: string[];
  /** What goes wrong with a request; undefined: nothing. Asked once for each. */
  fault: (method: string, key: string) => Fault | undefined;
  /** The time of the service, ms since 1970. */
  now: () => number;
}

const key = { id: 'AKIDEXAMPLE', secret: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const region = 'eu-test-1';
const bucket = 'papers';
/** What a client needs to know of it. */
export const s3Facts = { ...key, region, bucket } as const;

/** Objects of one page of a listing. */
const pageSize = 3;

/** Starts the service: path-style, GET, PUT, DELETE, ListObjectsV2. */
export async function startS3(now: () => number): Promise<S3Server> {
  const state: State = { objects: new Map(), asked: [], fault: () => undefined, now };
  const server = await serve(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    answer(state, request, Buffer.concat(chunks), response);
  });
  return Object.assign(state, server);
}

type State = Pick<S3Server, 'objects' | 'asked' | 'fault' | 'now'>;

function answer(state: State, request: IncomingMessage, body: Buffer, response: ServerResponse) {
  const method = request.method ?? '';
  const url = new URL(request.url ?? '', 'http://s3');
  const [, first = '', ...rest] = url.pathname.split('/').map(decodeURIComponent);
  const name = rest.join('/');
  state.asked.push(`${method} ${name}`);
  const fault = state.fault(method, name);
  if (fault === 'cut') return request.socket.destroy();
  const wrong = fault ?? wrongWith(state, request, url, body);
  if (wrong !== undefined) return refuse(response, wrong);
  if (first !== bucket) return refuse(response, { status: 404, code: 'NoSuchBucket' });
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
  return response.writeHead(200, { 'content-type': found.type }).end(found.bytes);
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

/** Checks what AWS Signature Version 4 asks for, by the text of its specification. */
function wrongWith(
  state: State,
  request: IncomingMessage,
  url: URL,
  body: Buffer,
): { status: number; code: string } | undefined {
  const { headers } = request;
  const stamp = String(headers['x-amz-date'] ?? '');
  const form =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/;
  const [, id, day, inRegion, signed = '', signature = ''] =
    form.exec(headers.authorization ?? '') ?? [];
  if (id !== key.id) return { status: 403, code: 'InvalidAccessKeyId' };
  if (inRegion !== region) return { status: 400, code: 'AuthorizationHeaderMalformed' };
  if (day !== stamp.slice(0, 8)) return { status: 403, code: 'SignatureDoesNotMatch' };
  const at = Date.parse(stamp.replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5'));
  if (!(Math.abs(at - state.now()) < 900_000)) return { status: 403, code: 'RequestTimeTooSkewed' };
  const payload = String(headers['x-amz-content-sha256'] ?? '');
  if (sha256(body) !== payload) return { status: 400, code: 'XAmzContentSHA256Mismatch' };
  if (
    !['host', 'x-amz-content-sha256', 'x-amz-date'].every((one) => signed.split(';').includes(one))
  ) {
    return { status: 403, code: 'AccessDenied' };
  }
  const canonical = [
    request.method,
    url.pathname,
    [...url.searchParams]
      .map((pair) => pair.map(strictly).join('='))
      .sort((one, other) => (one < other ? -1 : 1))
      .join('&'),
    ...signed.split(';').map((one) => `${one}:${String(headers[one] ?? '').trim()}`),
    '',
    signed,
    payload,
  ].join('\n');
  const scope = `${day}/${region}/s3/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', stamp, scope, sha256(Buffer.from(canonical))].join('\n');
  const signing = [day, region, 's3', 'aws4_request'].reduce<Buffer>(
    (secret, part) => createHmac('sha256', secret).update(part).digest(),
    Buffer.from(`AWS4${key.secret}`),
  );
  const own = createHmac('sha256', signing).update(text).digest();
  if (timingSafeEqual(own, Buffer.from(signature, 'hex'))) return undefined;
  return { status: 403, code: 'SignatureDoesNotMatch' };
}

/** As RFC 3986 has it. */
const strictly = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
