import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { ArchiveError, errorFrom } from '../model/index.ts';
import { ask, type BucketOptions } from './ask.ts';
import { partOf, partsNamed } from './listing.ts';
import { sizeOf } from './object-range.ts';

/** A file on its way into a bucket. */
interface FileGiven {
  /** With the prefix of the address. */
  readonly key: string;
  readonly path: string;
  readonly type: string;
}

/** What is held in memory at once; the API takes parts of 5 MiB to 5 GiB, 10,000 of them at most. */
const partBytes = 16 * 2 ** 20;

/**
 * Puts a file on disk into a bucket, in parts where it is longer than one. Every part is signed with its
 * SHA-256, so that the service refuses other bytes. What came of the whole only reading it back shows: the
 * ETag is the MD5 of a part at most. Parts that an earlier try left there are removed first. Throws as the
 * bucket does, and what the disk throws.
 */
export async function putFile(options: BucketOptions, given: FileGiven): Promise<void> {
  const handle = await open(given.path, 'r').catch((thrown: unknown) => {
    throw errorFrom(thrown, given.path);
  });
  try {
    const { size } = await handle.stat();
    if (size <= partBytes) return await putWhole(options, given, await bytesAt(handle, 0, size));
    await abortFormer(options, given.key);
    await putParts(options, given, { handle, size });
  } catch (thrown) {
    throw errorFrom(thrown, given.path);
  } finally {
    await handle.close();
  }
}

async function putWhole(
  options: BucketOptions,
  { key, type }: FileGiven,
  body: Uint8Array<ArrayBuffer>,
): Promise<void> {
  const headers = { 'content-type': type, 'x-amz-content-sha256': sha256(body) };
  await ask(options, { method: 'PUT', key, headers, body });
}

async function putParts(
  options: BucketOptions,
  { key, type }: FileGiven,
  { handle, size }: { readonly handle: FileHandle; readonly size: number },
): Promise<void> {
  const headers = { 'content-type': type };
  const begun = await ask(options, { method: 'POST', key, query: { uploads: '' }, headers });
  const uploadId = partOf(new TextDecoder().decode(begun.bytes), 'UploadId');
  if (uploadId === undefined) throw undone(options, key, 'no upload was begun');
  try {
    const etags: string[] = [];
    for (let at = 0; at < size; at += partBytes) {
      const body = await bytesAt(handle, at, Math.min(partBytes, size - at));
      etags.push(await putPart(options, { key, uploadId, number: etags.length + 1 }, body));
    }
    await complete(options, { key, uploadId, size }, etags);
  } catch (thrown) {
    await ask(options, { method: 'DELETE', key, query: { uploadId } }).catch(() => {});
    throw thrown;
  }
}

async function putPart(
  options: BucketOptions,
  { key, uploadId, number }: { key: string; uploadId: string; number: number },
  body: Uint8Array<ArrayBuffer>,
): Promise<string> {
  const query = { partNumber: String(number), uploadId };
  const headers = { 'x-amz-content-sha256': sha256(body) };
  const answer = await ask(options, { method: 'PUT', key, query, headers, body });
  return answer.headers.get('etag') ?? '';
}

/** The answer is 200 before the service knows whether it can: what it says then is in the body. */
async function complete(
  options: BucketOptions,
  { key, uploadId, size }: { key: string; uploadId: string; size: number },
  etags: readonly string[],
): Promise<void> {
  const parts = etags.map(
    (etag, at) => `<Part><PartNumber>${at + 1}</PartNumber><ETag>${etag}</ETag></Part>`,
  );
  const xml = `<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`;
  const body = new TextEncoder().encode(xml);
  const headers = { 'content-type': 'application/xml', 'x-amz-content-sha256': sha256(body) };
  const answer = await ask(options, { method: 'POST', key, query: { uploadId }, headers, body });
  // An attempt whose answer was lost may have done it: then there is no such upload any more.
  if (answer.status === 404 && (await sizeOf(options, key)) === size) return;
  const code = partOf(new TextDecoder().decode(answer.bytes), 'Code');
  if (answer.status === 404 || code !== undefined) throw undone(options, key, code ?? 'HTTP 404');
}

/** Whoever was killed while it sent left parts there, which cost as much as whole objects. */
async function abortFormer(options: BucketOptions, key: string): Promise<void> {
  try {
    const query = { uploads: '', prefix: key };
    const { bytes } = await ask(options, { method: 'GET', key: '', query });
    for (const one of partsNamed(new TextDecoder().decode(bytes), 'Upload')) {
      const uploadId = partOf(one, 'UploadId');
      if (uploadId === undefined || partOf(one, 'Key') !== key) continue;
      await ask(options, { method: 'DELETE', key, query: { uploadId } });
    }
  } catch (thrown) {
    // A key that may put need not be one that may list, nor does each service list them; a rule of the bucket can
    // clear them away too.
    if (!(thrown instanceof ArchiveError) || thrown.code !== 'refused') throw thrown;
  }
}

const undone = ({ address }: BucketOptions, key: string, why: string): ArchiveError =>
  new ArchiveError(
    'unreachable',
    `POST ${address.bucket}/${key} at ${address.endpoint}: ${why}; try again.`,
  );

async function bytesAt(
  handle: FileHandle,
  offset: number,
  length: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(bytes, filled, length - filled, offset + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
