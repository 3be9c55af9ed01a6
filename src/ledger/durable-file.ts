import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errorFrom } from '../model/index.ts';

/**
 * Writes a file so that after a crash it is there whole, or as it was: a temporary file beside it,
 * fsync, rename. Its folder must be made durable after it (`syncFolder`). Makes folders that are
 * missing. Throws ArchiveError naming the path.
 */
export async function writeDurably(
  path: string,
  bytes: Uint8Array | string,
  mode = 0o644,
): Promise<void> {
  const temporary = `${path}.new`;
  try {
    const handle = await openMaking(temporary, mode);
    try {
      await handle.writeFile(bytes);
      await handle.datasync();
    } finally {
      await handle.close();
    }
    await rename(temporary, path);
  } catch (thrown) {
    throw errorFrom(thrown, path);
  }
}

async function openMaking(path: string, mode: number): ReturnType<typeof open> {
  try {
    return await open(path, 'w', mode);
  } catch (thrown) {
    if (!isMissing(thrown)) throw thrown;
    await makeFolder(dirname(path));
    return open(path, 'w', mode);
  }
}

/** Makes a folder and those above it durably, where they are missing. */
export async function makeFolder(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true });
  if (first === undefined) return;
  for (let made = path; made.length >= first.length; made = dirname(made)) {
    await syncFolder(dirname(made));
  }
}

/** Makes the entries of a folder durable. Throws ArchiveError naming it. */
export async function syncFolder(path: string): Promise<void> {
  try {
    const handle = await open(path, 'r');
    await handle.sync().finally(() => handle.close());
  } catch (thrown) {
    throw errorFrom(thrown, path);
  }
}

/** A file's bytes; undefined where there is none. Throws ArchiveError naming the path. */
export async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (thrown) {
    if (isMissing(thrown)) return undefined;
    throw errorFrom(thrown, path);
  }
}

/** A file's bytes from a place on; none where there is no file. Throws ArchiveError naming the path. */
export async function readFrom(path: string, start: number): Promise<Buffer> {
  if (start === 0) return (await readIfThere(path)) ?? Buffer.alloc(0);
  try {
    const handle = await open(path, 'r');
    try {
      const { size } = await handle.stat();
      const bytes = Buffer.alloc(Math.max(0, size - start));
      const { bytesRead } = await handle.read(bytes, 0, bytes.length, start);
      return bytes.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (thrown) {
    throw errorFrom(thrown, path);
  }
}

const isMissing = (thrown: unknown): boolean =>
  thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';
