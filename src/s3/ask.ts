import { setTimeout } from 'node:timers/promises';
import { AwsV4Signer } from 'aws4fetch';
import { ArchiveError, errorFrom } from '../model/index.ts';
import { type BucketAddress, urlIn } from './bucket-address.ts';
import { partOf } from './listing.ts';

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

const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** The bucket itself is not there. */
export const missing = ({ address }: BucketOptions): ArchiveError =>
  new ArchiveError(
    'not-found',
    `There is no bucket ${address.bucket} at ${address.endpoint}; make it there first.`,
  );

/** One request. */
export interface Asked {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE';
  /** With the prefix of the address; empty: the bucket itself. */
  readonly key: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array<ArrayBuffer> | Blob;
  /** How many bytes are asked for, so that they get the time they take. */
  readonly wanted?: number;
}

/** What was answered. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
}

/** Asks until it is answered: a 404 for an object is an answer, and so is a 416 for a range. */
export async function ask(options: BucketOptions, asked: Asked): Promise<Answer> {
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
      signal: AbortSignal.timeout((options.timeoutMs ?? 300_000) + slowestMs(asked)),
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    const text = new TextDecoder().decode(bytes.subarray(0, 4096));
    const { headers, status } = response;
    if (response.ok || status === 416) return { status, headers, bytes };
    const isNone = status === 404 && partOf(text, 'Code') !== 'NoSuchBucket';
    if (isNone && method !== 'PUT') return { status, headers, bytes };
    return failureOf(options, asked, response, text);
  } catch (thrown) {
    const { host } = signed.url;
    const { message } = errorFrom(thrown, host);
    const error = new ArchiveError('unreachable', `${host} was not reached: ${message}`);
    return { again: true, error };
  }
}

/** What bytes take on the slowest line that is waited for: many large ones may share a slow one. */
function slowestMs({ body, wanted = 0 }: Asked): number {
  const sent = body instanceof Blob ? body.size : (body?.length ?? 0);
  return Math.ceil((sent + wanted) / 10);
}

async function signedOf({ address, key, now }: BucketOptions, asked: Asked) {
  const url = urlIn(address, asked.key);
  for (const [name, value] of Object.entries(asked.query ?? {})) url.searchParams.set(name, value);
  // Forms write a space as +; here it is signed, and sent, as %20. A + itself is %2B.
  url.search = url.search.replaceAll('+', '%20');
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
  if (code === 'NotImplemented' || response.status === 501) {
    const why = `${what}: ${code}; the service does not know this request.`;
    return { again: false, error: new ArchiveError('refused', why) };
  }
  const isBusy = response.status >= 500 || response.status === 429 || code === 'RequestTimeout';
  if (isBusy) return { again: true, error: new ArchiveError('unreachable', `${what}: ${code}.`) };
  const mend = code === 'RequestTimeTooSkewed' ? 'set the clock' : 'look at the key and its rights';
  return { again: false, error: new ArchiveError('refused', `${what}: ${code}; ${mend}.`) };
}
