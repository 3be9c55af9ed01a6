import type { FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ArchiveError, errorFrom } from '../model/index.ts';
import { readRange, walkMembers } from './member-walk.ts';
import { openNew, syncFolder, withFile, writeWhole } from './open-file.ts';
import { warcPath } from './warc-path.ts';

/**
 * Mends a file after a crash: keeps the whole records that follow one another from `from`, which
 * must be where a record begins or the file ends (the length that was last known to be durable; 0
 * reads the file from its start). Bytes beyond are copied to `<file>.torn-<offset>`, that copy made
 * durable, then the file is cut and made durable. `whole` is the file's length now, `torn` the
 * number of bytes cut off. Throws ArchiveError: `not-found` without the file, `corrupt` when it is
 * shorter than `from`.
 *
 * It never looks for records beyond the damage: a captured page may hold the bytes of a forged
 * record, and inside a torn record they would stand as if the archive had written them.
 */
export function recoverTail(
  folder: string,
  file: string,
  from: number,
): Promise<{ whole: number; torn: number }> {
  const path = warcPath(folder, file);
  return withFile(path, 'r+', async (handle) => {
    const { size } = await handle.stat();
    if (size < from) throw shortened(file, size, from);
    const whole = await endOfWhole(handle, size, from);
    if (whole === size) return { whole, torn: 0 };
    await setAside(handle, path, whole, size);
    await handle.truncate(whole);
    await handle.sync();
    return { whole, torn: size - whole };
  });
}

async function endOfWhole(handle: FileHandle, size: number, from: number): Promise<number> {
  let end = from;
  for await (const { offset, length } of walkMembers(handle, size, from)) end = offset + length;
  return end;
}

async function setAside(handle: FileHandle, path: string, from: number, to: number): Promise<void> {
  const { target, copy } = await newFile(`${path}.torn-${from}`);
  try {
    let at = from;
    while (at < to) {
      const bytes = await readRange(handle, at, Math.min(2 ** 20, to - at));
      if (bytes.length === 0) break;
      await writeWhole(copy, bytes, at - from);
      at += bytes.length;
    }
    await copy.sync();
  } catch (thrown) {
    throw errorFrom(thrown, target);
  } finally {
    await copy.close();
  }
  await syncFolder(dirname(path));
}

/** A file may be torn twice at one offset: the second copy gets a number, nothing is written over. */
async function newFile(path: string): Promise<{ target: string; copy: FileHandle }> {
  for (let number = 1; ; number += 1) {
    const target = number === 1 ? path : `${path}.${number}`;
    const copy = await openNew(target);
    if (copy !== undefined) return { target, copy };
  }
}

function shortened(file: string, size: number, from: number): ArchiveError {
  return new ArchiveError(
    'corrupt',
    `${file} has ${size} bytes, but ${from} were on record: its end is lost; restore the file from a backup or a mirror.`,
  );
}
