import { type FileHandle, open } from 'node:fs/promises';
import { errorFrom } from '../model/index.ts';

/**
 * Works with an open file and closes it whatever comes. Faults of the disk become ArchiveErrors
 * that name the path.
 */
export async function withFile<T>(
  path: string,
  flags: string,
  work: (handle: FileHandle) => Promise<T>,
): Promise<T> {
  try {
    const handle = await open(path, flags);
    return await work(handle).finally(() => handle.close());
  } catch (thrown) {
    throw errorFrom(thrown, path);
  }
}

/** Makes the entries of a folder durable. Throws ArchiveError naming it. */
export function syncFolder(path: string): Promise<void> {
  return withFile(path, 'r', (handle) => handle.sync());
}

/** Writes all of the bytes at an offset, in as many steps as the system wants. */
export async function writeWhole(
  handle: FileHandle,
  bytes: Uint8Array,
  offset: number,
): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const length = Math.min(bytes.length - done, 2 ** 30);
    done += (await handle.write(bytes, done, length, offset + done)).bytesWritten;
  }
}

/** Makes a file and opens it; nothing where the name is taken. */
export async function openNew(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, 'wx+');
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST') return undefined;
    throw errorFrom(thrown, path);
  }
}
