import { crc32, gzip, inflateRaw, inflateRawSync } from 'node:zlib';
import { longestBlock } from './warc-record.ts';

/** What the bytes at the start of a window are; `short`: the window ends before the member does. */
export type Unpacked =
  | { readonly is: 'member'; readonly bytes: Buffer; readonly length: number }
  | { readonly is: 'short' }
  | { readonly is: 'flaw'; readonly flaw: string };

/**
 * Bytes as one gzip member (RFC 1952), in the thread pool. The header names neither time nor
 * operating system, so that the same bytes give the same member on any of them.
 */
export function packMember(bytes: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    gzip(bytes, frugal(bytes.length), (error, member) => {
      if (error !== null) return reject(error);
      member[9] = 255;
      resolve(member);
    });
  });
}

/** A short record needs no 32 KB window: setting one up costs more than the compressing itself. */
function frugal(length: number): { level: number; windowBits: number; memLevel: number } {
  if (length < 4096) return { level: 6, windowBits: 12, memLevel: 5 };
  return { level: 6, windowBits: length < 16_384 ? 14 : 15, memLevel: 8 };
}

const tooLarge: Unpacked = { is: 'flaw', flaw: 'it is larger than 256 MiB' };
/** Deflate makes its input longer by less than a hundredth; a longer member says nothing. */
export const longestMember: number = longestBlock + 2 ** 22;
const longestHeader = 2 ** 17;

/**
 * Inflates the first gzip member of a window and checks its CRC and length. `length` is what it
 * takes of the window. What would inflate beyond the longest record is a flaw.
 */
export async function unpackMember(window: Buffer): Promise<Unpacked> {
  const unpacked = await unpackFirst(window);
  return unpacked.is === 'short' && window.length > longestMember ? tooLarge : unpacked;
}

async function unpackFirst(window: Buffer): Promise<Unpacked> {
  const start = headerLength(window);
  if (start === 'short') return { is: 'short' };
  if (start === 'none') return { is: 'flaw', flaw: 'no gzip member begins there' };
  const inflated = await inflate(window.subarray(start));
  return inflated.is === 'member' ? withTrailer(window, start, inflated) : inflated;
}

function withTrailer(
  window: Buffer,
  start: number,
  inflated: { readonly bytes: Buffer; readonly length: number },
): Unpacked {
  const { bytes } = inflated;
  const end = start + inflated.length;
  if (window.length < end + 8) return { is: 'short' };
  if (window.readUInt32LE(end) !== crc32(bytes)) return { is: 'flaw', flaw: 'its CRC-32 is wrong' };
  if (window.readUInt32LE(end + 4) !== bytes.length) {
    return { is: 'flaw', flaw: 'its length is wrong' };
  }
  return { is: 'member', bytes, length: end + 8 };
}

const [hasHeaderCrc, hasExtra, hasName, hasComment, reserved] = [2, 4, 8, 16, 0xe0];

/** Length of the member's header; its checksum, where it has one, is not checked. */
function headerLength(window: Buffer): number | 'short' | 'none' {
  const magic = Buffer.from([0x1f, 0x8b, 8]);
  if (magic.compare(window, 0, Math.min(3, window.length), 0, Math.min(3, window.length)) !== 0) {
    return 'none';
  }
  if (window.length < 18) return 'short';
  const flags = window.readUInt8(3);
  if ((flags & reserved) !== 0) return 'none';
  let at = 10;
  if ((flags & hasExtra) !== 0) at += 2 + window.readUInt16LE(at);
  for (const text of [hasName, hasComment]) {
    if ((flags & text) === 0) continue;
    const end = window.indexOf(0, at);
    if (end < 0) return window.length > longestHeader ? 'none' : 'short';
    at = end + 1;
  }
  if ((flags & hasHeaderCrc) !== 0) at += 2;
  return at < window.length ? at : 'short';
}

/** Up to here a member is inflated at once, which is several times faster than the thread pool. */
const small = 2 ** 20;

async function inflate(deflated: Buffer): Promise<Unpacked> {
  const quick = deflated.length > 2 * small ? undefined : attempt(deflated, small);
  return quick ?? inflateInPool(deflated);
}

interface WithInfo {
  readonly buffer: Buffer;
  readonly engine: { readonly bytesWritten: number };
}

/** Nothing where the member inflates to more than `most`. */
function attempt(deflated: Buffer, most: number): Unpacked | undefined {
  try {
    const options = { info: true, maxOutputLength: most };
    return member(inflateRawSync(deflated, options) as unknown as WithInfo);
  } catch (thrown) {
    return codeOf(thrown) === 'ERR_BUFFER_TOO_LARGE' ? undefined : verdict(thrown);
  }
}

function inflateInPool(deflated: Buffer): Promise<Unpacked> {
  const options = { info: true, maxOutputLength: longestBlock + 2 * small, chunkSize: 2 ** 18 };
  return new Promise((resolve) => {
    inflateRaw(deflated, options, (error, result) => {
      resolve(error === null ? member(result as unknown as WithInfo) : verdict(error));
    });
  });
}

function member({ buffer, engine }: WithInfo): Unpacked {
  return { is: 'member', bytes: buffer, length: engine.bytesWritten };
}

function verdict(thrown: unknown): Unpacked {
  const code = codeOf(thrown);
  if (code === 'Z_BUF_ERROR') return { is: 'short' };
  if (code === 'ERR_BUFFER_TOO_LARGE') return tooLarge;
  return { is: 'flaw', flaw: 'it does not inflate' };
}

function codeOf(thrown: unknown): unknown {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown
    ? thrown.code
    : undefined;
}
