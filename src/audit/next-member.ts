import { constants, inflateRawSync } from 'node:zlib';
import type { ByteWindow } from './byte-window.ts';
import { gzipHeaderLength } from './gzip-header.ts';

/** Bytes at a member's start that are enough to see whether a record is in it. */
const glimpse = 1024;
const magic = Buffer.from([0x1f, 0x8b, 8]);

/**
 * The offset of the next gzip member from `offset` on that begins like a WARC record; nothing where
 * none follows or more than `tries` places only looked like one. What is passed over is given up.
 */
export async function nextMember(
  window: ByteWindow,
  offset: number,
  tries: number,
): Promise<{ readonly at: number | undefined; readonly tried: number }> {
  let at = Math.max(offset, window.start);
  for (let tried = 0; tried < tries; tried += 1) {
    const found = await nextMagic(window, at);
    if (found === undefined) return { at: undefined, tried };
    await window.reach(found, glimpse);
    if (beginsRecord(window.at(found).subarray(0, glimpse))) return { at: found, tried };
    at = found + 1;
  }
  return { at: undefined, tried: tries };
}

async function nextMagic(window: ByteWindow, offset: number): Promise<number | undefined> {
  let at = offset;
  for (;;) {
    const found = window.at(at).indexOf(magic);
    if (found >= 0) return at + found;
    at = Math.max(at, window.end - magic.length + 1);
    window.drop(at);
    if (!(await window.grow())) return undefined;
  }
}

function beginsRecord(bytes: Buffer): boolean {
  const header = gzipHeaderLength(bytes);
  if (typeof header !== 'number') return false;
  try {
    const some = inflateRawSync(bytes.subarray(header), { finishFlush: constants.Z_SYNC_FLUSH });
    return some.toString('latin1', 0, 7) === 'WARC/1.';
  } catch {
    return false; // Bytes that do not inflate are no member: that is the answer asked for.
  }
}
