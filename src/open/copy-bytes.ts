import { createHash } from 'node:crypto';
import { type FileHandle, mkdir, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ArchiveError, errorFrom } from '../model/index.ts';
import {
  type ByteSource,
  type CapturePlace,
  folderOf,
  openCaptures,
  syncFolder,
} from '../warc/index.ts';

/** A file that is copied: of an archive's captures, or of a backup. */
export interface CopiedFrom {
  readonly place: CapturePlace;
  /** Relative to the place. */
  readonly file: string;
}

const piece = 2 ** 20;
/** What to do about an archive that lacks bytes. */
export const mendArchive = 'run backissue doctor';

/** The SHA-256 of the first `length` bytes of a file, in hexadecimal; undefined where there are fewer. */
export async function digestOf(path: string, length: number): Promise<string | undefined> {
  const handle = await opened(path, 'r');
  try {
    const hash = createHash('sha256');
    const read = await walk(handle, 0, length, async (bytes) => void hash.update(bytes));
    return read === length ? hash.digest('hex') : undefined;
  } finally {
    await handle.close();
  }
}

/**
 * Copies the first `length` bytes of a file, durably, under a name that comes into being at the end;
 * gives their SHA-256. Throws ArchiveError: `corrupt` when the file is shorter, with what `mend` says
 * to do then.
 */
export async function copyBytes(
  from: CopiedFrom,
  to: string,
  { length, mend }: { readonly length: number; readonly mend: string },
): Promise<string> {
  const part = `${to}.part`;
  await mkdir(dirname(to), { recursive: true });
  const target = await opened(part, 'w');
  const hash = createHash('sha256');
  try {
    await append({ from, target, at: 0, length, mend }, (bytes) => hash.update(bytes));
  } catch (thrown) {
    throw errorFrom(thrown, part);
  } finally {
    await target.close();
  }
  await rename(part, to);
  await syncFolder(dirname(to));
  return hash.digest('hex');
}

/**
 * Lengthens a copy whose first bytes are known to be `before`, durably, to `length`; gives the SHA-256
 * of all. Undefined, and nothing done, when the copy does not begin as it should.
 */
export async function growCopy(
  from: CopiedFrom,
  to: string,
  before: { readonly length: number; readonly sha256: string },
  length: number,
): Promise<string | undefined> {
  const target = await opened(to, 'r+');
  try {
    const hash = createHash('sha256');
    const known = await walk(target, 0, before.length, async (bytes) => void hash.update(bytes));
    if (known < before.length || hash.copy().digest('hex') !== before.sha256) return undefined;
    await target.truncate(before.length);
    await append({ from, target, at: before.length, length, mend: mendArchive }, (bytes) =>
      hash.update(bytes),
    );
    return hash.digest('hex');
  } catch (thrown) {
    throw errorFrom(thrown, to);
  } finally {
    await target.close();
  }
}

async function append(
  copy: {
    readonly from: CopiedFrom;
    readonly target: FileHandle;
    readonly at: number;
    readonly length: number;
    readonly mend: string;
  },
  see: (bytes: Uint8Array) => void,
): Promise<void> {
  const { from, target, at, length, mend } = copy;
  const source = await openCaptures(from.place, from.file);
  const take = async (bytes: Uint8Array, offset: number) => {
    see(bytes);
    for (let done = 0; done < bytes.length; ) {
      const { bytesWritten } = await target.write(bytes, done, undefined, offset + done);
      done += bytesWritten;
    }
  };
  try {
    const end = await walk(source, at, length, take, source.ahead);
    if (end < length) {
      throw new ArchiveError(
        'corrupt',
        `${folderOf(from.place)}/${from.file} has ${end} bytes where ${length} are on record; ${mend}.`,
      );
    }
    await target.sync();
  } finally {
    await source.close();
  }
}

/** Reads from one offset to another; gives where the file, or the range, ended. */
async function walk(
  handle: ByteSource,
  from: number,
  to: number,
  take: (bytes: Uint8Array, offset: number) => Promise<void>,
  atOnce: number = piece,
): Promise<number> {
  const buffer = Buffer.allocUnsafe(atOnce);
  let at = from;
  while (at < to) {
    const { bytesRead } = await handle.read(buffer, 0, Math.min(atOnce, to - at), at);
    if (bytesRead === 0) break;
    await take(buffer.subarray(0, bytesRead), at);
    at += bytesRead;
  }
  return at;
}

async function opened(path: string, flags: string): Promise<FileHandle> {
  try {
    return await open(path, flags);
  } catch (thrown) {
    throw errorFrom(thrown, path);
  }
}
