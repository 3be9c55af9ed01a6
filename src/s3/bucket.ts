import { setTimeout } from 'node:timers/promises';
import { AwsV4Signer } from 'aws4fetch';
import { ArchiveError, errorFrom } from '../model/index.ts';
import { type BucketAddress, urlIn } from './bucket-address.ts';
import { type ListedObject, parseListing, partOf } from './listing.ts';

/** What signs requests. Never logged, never in a message. */
export interface BucketKey {
  readonly keyId: string;
  readonly secret: string;
  readonly token?: string;
}

/** What a bucket is opened with. */
export interface BucketOptions {
  readonly address: BucketAddress;
  readonly key: BucketKey;
  /** ms since 1970: signatures are good for minutes. */
  readonly now: () => number;
  /** Waits so many ms between attempts. */
  readonly pause?: (ms: number) => Promise<void>;
  /** Times that a request is tried while the service is busy or not reached; default 5. */
  readonly attempts?: number;
  /** ms that one attempt may take besides what its bytes take at 10 kB a second; default 300,000. */
  readonly timeoutMs?: number;
}

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
  /** Removes an object; one that is not there is no fault. */
  remove(key: string): Promise<void>;
  /** Everything whose key begins so, by key. */
  list(prefix?: string): AsyncGenerator<ListedObject>;
}

const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

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
    async remove(key) {
      await ask(options, { method: 'DELETE', key: `${prefix}${key}` });
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

const missing = ({ address }: BucketOptions): ArchiveError =>
  new ArchiveError(
    'not-found',
    `There is no bucket ${address.bucket} at ${address.endpoint}; make it there first.`,
  );

interface Asked {
  readonly method: 'GET' | 'PUT' | 'DELETE';
  readonly key: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array<ArrayBuffer> | Blob;
}

interface Answer {
  readonly status: number;
  readonly bytes: Uint8Array;
}

/** Asks until it is answered: a 404 for an object is an answer. */
async function ask(options: BucketOptions, asked: Asked): Promise<Answer> {
  const { attempts = 5, pause = setTimeout } = options;
  for (let attempt = 1; ; attempt += 1) {
    const answer = await attemptOf(options, asked);
    if ('status' in answer) return answer;
    if (!answer.again || attempt >= attempts) throw answer.error;
    await pause(200 * 2 ** attempt);
  }
}

/** A failure, and whether it may pass by itself. */
interface Failed {
  readonly again: boolean;
  readonly error: ArchiveError;
}

async function attemptOf(options: BucketOptions, asked: Asked): Promise<Answer | Failed> {
  const { body, method } = asked;
  const signed = await signedOf(options, asked);
  try {
    const response = await fetch(signed.url, {
      ...{ method, headers: signed.headers, redirect: 'manual' },
      ...(body !== undefined && { body }),
      signal: AbortSignal.timeout((options.timeoutMs ?? 300_000) + slowestMs(body)),
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    const text = new TextDecoder().decode(bytes.subarray(0, 4096));
    if (response.ok) return { status: response.status, bytes };
    const isNone = response.status === 404 && partOf(text, 'Code') !== 'NoSuchBucket';
    if (isNone && method !== 'PUT') return { status: 404, bytes };
    return failureOf(options, asked, response, text);
  } catch (thrown) {
    const { host } = signed.url;
    const { message } = errorFrom(thrown, host);
    const error = new ArchiveError('unreachable', `${host} was not reached: ${message}`);
    return { again: true, error };
  }
}

/** What a body takes on the slowest line that is waited for: many large ones may share a slow one. */
const slowestMs = (body: Asked['body']): number =>
  body === undefined ? 0 : Math.ceil((body instanceof Blob ? body.size : body.length) / 10);

async function signedOf({ address, key, now }: BucketOptions, asked: Asked) {
  const url = urlIn(address, asked.key);
  for (const [name, value] of Object.entries(asked.query ?? {})) url.searchParams.set(name, value);
  const signer = new AwsV4Signer({
    ...{ method: asked.method, url: url.href, service: 's3', region: address.region },
    ...{ accessKeyId: key.keyId, secretAccessKey: key.secret },
    ...(key.token !== undefined && { sessionToken: key.token }),
    headers: { 'x-amz-content-sha256': empty, ...asked.headers },
    datetime: new Date(now()).toISOString().replace(/[:-]|\.\d{3}/g, ''),
  });
  const { headers } = await signer.sign();
  return { url, headers };
}

/** What a service's answer says went wrong. */
function failureOf(
  options: BucketOptions,
  { method, key }: Asked,
  response: Response,
  text: string,
): Failed {
  const { address } = options;
  const code = partOf(text, 'Code') ?? `HTTP ${response.status}`;
  const what = `${method} ${address.bucket}/${key} at ${address.endpoint}`;
  if (code === 'NoSuchBucket') return { again: false, error: missing(options) };
  const region = response.headers.get('x-amz-bucket-region') ?? partOf(text, 'Region');
  if (response.status < 400 || code === 'AuthorizationHeaderMalformed') {
    const mend = region == null ? 'another region or endpoint' : `region=${region}`;
    return { again: false, error: new ArchiveError('invalid', `${what}: write ${mend}.`) };
  }
  const isBusy = response.status >= 500 || response.status === 429 || code === 'RequestTimeout';
  if (isBusy) return { again: true, error: new ArchiveError('unreachable', `${what}: ${code}.`) };
  const mend = code === 'RequestTimeTooSkewed' ? 'set the clock' : 'look at the key and its rights';
  return { again: false, error: new ArchiveError('refused', `${what}: ${code}; ${mend}.`) };
}
