import { createHash } from 'node:crypto';
import { createReadStream, openAsBlob } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { ArchiveError, errorFrom } from '../model/index.ts';
import type { Bucket } from '../s3/index.ts';
import type { CopyPlace, SiteThere } from './copy.ts';
import { type SiteFile, stageOf, untold } from './site-files.ts';

/** Objects sent at a time. */
const atOnce = 8;
/** Larger files are read from disk as they are sent. */
const mostInMemory = 1_000_000;

/** A copy in a bucket of a store that speaks the S3 API. */
export function bucketPlace(name: string, address: string, bucket: Bucket): CopyPlace {
  return {
    ...{ name, address },
    lying: (site) => lyingIn(bucket, site),
    read: (path) => bucket.get(path),
    async send(folder, { send, remove }, done) {
      const put = async (file: SiteFile) => {
        await putFile(bucket, folder, file);
        done(file.path);
      };
      for (const stage of Map.groupBy(send, stageOf).values()) await each(stage, put);
      await each(remove, async (path) => {
        await bucket.remove(path);
        done(path);
      });
    },
  };
}

/** Does it for all, some at a time; the first that fails stops what has not begun. */
async function each<T>(all: readonly T[], does: (one: T) => Promise<void>): Promise<void> {
  const waiting = all.values();
  let failed: unknown;
  const work = async () => {
    for (const one of waiting) {
      if (failed !== undefined) return;
      await does(one).catch((thrown: unknown) => {
        failed ??= thrown;
      });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  if (failed !== undefined) throw failed instanceof ArchiveError ? failed : errorFrom(failed, '');
}

async function putFile(bucket: Bucket, folder: string, file: SiteFile): Promise<void> {
  const { path, sha256, size } = file;
  const from = join(folder, path);
  try {
    const bytes =
      size > mostInMemory ? await openAsBlob(from) : new Uint8Array(await readFile(from));
    await bucket.put(path, { bytes, sha256, type: typeOf(path), cacheControl: cacheOf(path) });
  } catch (thrown) {
    throw errorFrom(thrown, from);
  }
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.xml': 'application/xml; charset=utf-8',
  '.opml': 'text/x-opml; charset=utf-8',
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.wacz': 'application/wacz',
  '.txt': 'text/plain; charset=utf-8',
};

/** What a file is served as. Those of a ledger have no ending: bytes, but its checkpoint, which is text. */
function typeOf(path: string): string {
  const text = path.endsWith('/checkpoint') || path.endsWith('/vkey');
  return types[extname(path)] ?? (text ? 'text/plain; charset=utf-8' : 'application/octet-stream');
}

/** What is named by what it holds never changes; the rest may with every article. */
function cacheOf(path: string): string {
  const isForever = path.startsWith('image/') || /^ledger\/tile\/(?!.*\.p\/)/.test(path);
  if (isForever) return 'public, max-age=31536000, immutable';
  return path.endsWith('/checkpoint') ? 'no-cache' : 'public, max-age=60';
}

/**
 * What lies in the bucket as it is here, told by size and MD5, so that a site need not be sent again because
 * nobody remembers that it was; and what else is there of a site’s paths, with a digest that no file has.
 */
async function lyingIn(
  bucket: Bucket,
  { folder, files, paths }: SiteThere,
): Promise<ReadonlyMap<string, SiteFile>> {
  const here = new Map(files.map((file) => [file.path, file]));
  const found = new Map<string, SiteFile>();
  for (const path of paths) {
    for await (const { key, size, etag } of bucket.list(path)) {
      if (key !== path && !key.startsWith(`${path}/`)) continue;
      const file = here.get(key);
      const isSame = file?.size === size && (await md5Of(join(folder, key))) === etag;
      found.set(key, isSame ? file : untold(key));
    }
  }
  return found;
}

async function md5Of(path: string): Promise<string> {
  const hash = createHash('md5');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}
