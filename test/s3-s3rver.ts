import { createHash, randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { request as ask } from 'node:http';
import { dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { inject } from 'vitest';
import {
  type HeldObjects,
  pageSize,
  type S3Asked,
  type S3Behind,
  type S3Reply,
} from './s3-contract.ts';
import type { StoredObject } from './s3-multipart.ts';
import { s3Facts } from './s3-signature.ts';

/** What s3rver puts behind a key, in the name of the file that holds the object. */
const mark = '._S3rver_';

/** A bucket of its own in the s3rver of this run (`scripts/s3rver-for-tests.ts`). What it holds is seen in its folder. */
export function s3rver(): S3Behind {
  const { port, folder } = inject('s3rver');
  const bucket = `${s3Facts.bucket}-${randomBytes(6).toString('hex')}`;
  const held = join(folder, bucket);
  mkdirSync(held);
  return {
    objects: objectsIn(held),
    uploads: new Map(),
    answer: (asked) => answer({ port, bucket, held }, asked),
  };
}

interface Place {
  readonly port: number;
  readonly bucket: string;
  readonly held: string;
}

/**
 * Asks s3rver the same in its own bucket, in short pages. It compares the time of a request with the machine's clock: a
 * test's is moved by as much as it is off.
 */
async function answer({ port, bucket, held }: Place, asked: S3Asked): Promise<S3Reply> {
  const { method, url, request, body, now } = asked;
  const path = url.pathname.replace(/^\/papers(?=\/|$)/, `/${bucket}`);
  const isListing = url.searchParams.has('list-type');
  const query = isListing ? `${url.search}&max-keys=${pageSize}` : url.search;
  const { 'x-amz-date': date = '', ...headers } = request.headers;
  const reply = await send({
    ...{ port, method, path: `${path}${query}`, body },
    headers: { ...headers, 'x-amz-date': moved(String(date), Date.now() - now) },
  });
  // It answers before what it was given is in the file, and would give out less than that.
  if (reply.status === 200) await untilWritten(held, asked, reply);
  return reply;
}

/** `20261124T120000Z`, so many ms later. */
function moved(stamp: string, ms: number): string {
  const at = Date.parse(stamp.replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5'));
  return new Date(at + ms).toISOString().replace(/[:-]|\.\d{3}/g, '');
}

interface Sent {
  readonly port: number;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

function send({ body, headers, ...rest }: Sent): Promise<S3Reply> {
  return new Promise((done, failed) => {
    const asking = ask({ host: '127.0.0.1', headers, agent: false, ...rest }, async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk as Buffer);
      const {
        'transfer-encoding': _,
        connection: __,
        'keep-alive': ___,
        ...own
      } = response.headers;
      const told = Object.entries(own).map(([name, value]) => [name, String(value)]);
      done({
        ...{ status: response.statusCode ?? 0, headers: Object.fromEntries(told) },
        bytes: Buffer.concat(chunks),
      });
    });
    asking.on('error', failed).end(body);
  });
}

async function untilWritten(held: string, asked: S3Asked, { bytes }: S3Reply): Promise<void> {
  const { method, name, body, url } = asked;
  const id = url.searchParams.get('uploadId');
  const part = url.searchParams.get('partNumber');
  if (method === 'PUT') {
    const file = id === null ? `${name}${mark}object` : `${mark}uploads/${id}/${part}`;
    await untilLong(join(held, file), body.length);
  }
  // The ETag is the MD5 of the whole.
  const [, etag] = /<ETag>&quot;(\w+)&quot;/.exec(bytes.toString()) ?? [];
  if (method === 'POST' && id !== null) await untilDigest(join(held, `${name}${mark}object`), etag);
}

async function untilLong(file: string, length: number): Promise<void> {
  while (!existsSync(file) || statSync(file).size < length) await setImmediate();
}

async function untilDigest(file: string, wanted: string | undefined): Promise<void> {
  const digest = () => createHash('md5').update(readFileSync(file)).digest('hex');
  while (wanted !== undefined && digest() !== wanted) await setImmediate();
}

/** The objects below a folder of s3rver: `KEY._S3rver_object`, its MD5 and what is told of it beside it. */
function objectsIn(held: string): HeldObjects {
  const path = (key: string) => join(held, `${key}${mark}object`);
  const keys = () =>
    (readdirSync(held, { recursive: true }) as string[])
      .filter((file) => file.endsWith(`${mark}object`))
      .map((file) => file.slice(0, -`${mark}object`.length))
      .sort();
  const get = (key: string): StoredObject | undefined => {
    if (!existsSync(path(key))) return undefined;
    const told = JSON.parse(readFileSync(join(held, `${key}${mark}metadata.json`), 'utf8'));
    const { 'content-type': type = '', 'cache-control': cacheControl = '' } = told;
    return { bytes: readFileSync(path(key)), type, cacheControl };
  };
  const set = (key: string, { bytes, type, cacheControl }: StoredObject) => {
    mkdirSync(dirname(path(key)), { recursive: true });
    const told = JSON.stringify({ 'content-type': type, 'cache-control': cacheControl });
    writeFileSync(path(key), bytes);
    writeFileSync(`${path(key)}.md5`, createHash('md5').update(bytes).digest('hex'));
    writeFileSync(join(held, `${key}${mark}metadata.json`), told);
  };
  const remove = (key: string): boolean => {
    const isThere = existsSync(path(key));
    for (const end of ['object', 'object.md5', 'metadata.json']) {
      rmSync(join(held, `${key}${mark}${end}`), { force: true });
    }
    return isThere;
  };
  const all = () => keys().flatMap((key) => [[key, get(key)] as [string, StoredObject]]);
  return {
    ...{ get, delete: remove },
    set(key, object) {
      set(key, object);
      return this as never;
    },
    clear: () => keys().forEach(remove),
    keys: () => keys().values(),
    values: () =>
      all()
        .map(([, object]) => object)
        .values(),
    get size() {
      return keys().length;
    },
    [Symbol.iterator]: () => all().values(),
  };
}
