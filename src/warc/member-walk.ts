import type { FileHandle } from 'node:fs/promises';
import { type Unpacked, unpackMember } from './gzip-member.ts';
import { type ParsedRecord, parseRecord } from './parse-record.ts';

/** One member of a WARC file, read; after a `flaw` the walk ends. */
export interface Step {
  readonly offset: number;
  /** In bytes; 0 for a flaw. */
  readonly length: number;
  readonly parsed: ParsedRecord;
  /** The member as it lies in the file; empty for a flaw. */
  readonly bytes: Buffer;
}

const readAhead = 2 ** 20;

/** What is read of: a file, or a stretch of one. */
export type ByteSource = Pick<FileHandle, 'read'>;

/**
 * Reads a file member by member from an offset to `size`. Holds one member and a read-ahead, of
 * 1 MiB unless told otherwise, at most. Ends with a flaw where something other than a whole record
 * stands.
 */
export async function* walkMembers(
  handle: ByteSource,
  size: number,
  from: number,
  ahead = readAhead,
): AsyncGenerator<Step> {
  const window = new FileWindow(handle, size, from, ahead);
  while (window.offset < window.end) {
    const unpacked = await window.unpack();
    const length = unpacked.is === 'member' ? unpacked.length : 0;
    const step = stepOf(window.offset, unpacked, window.bytes.subarray(0, length));
    yield step;
    if (step.length === 0) return;
    window.pass(step.length);
  }
}

function stepOf(offset: number, unpacked: Unpacked, bytes: Buffer): Step {
  if (unpacked.is !== 'member') {
    const flaw = unpacked.is === 'short' ? 'the file ends in it' : unpacked.flaw;
    return { offset, length: 0, parsed: { is: 'flaw', flaw }, bytes };
  }
  const parsed = parseRecord(unpacked.bytes);
  return { offset, length: parsed.is === 'flaw' ? 0 : unpacked.length, parsed, bytes };
}

/** The part of a file that is being read; it widens until it holds a whole member. */
export class FileWindow {
  readonly #handle: ByteSource;
  readonly #ahead: number;
  #bytes: Buffer = Buffer.alloc(0);
  offset: number;
  /** Less than asked for where the file turns out shorter. */
  end: number;

  constructor(handle: ByteSource, end: number, offset: number, ahead: number = readAhead) {
    this.#handle = handle;
    this.#ahead = ahead;
    this.end = end;
    this.offset = offset;
  }

  /** What was read and not passed yet. */
  get bytes(): Buffer {
    return this.#bytes;
  }

  async unpack(): Promise<Unpacked> {
    for (;;) {
      const unpacked = await unpackMember(this.#bytes);
      if (unpacked.is !== 'short' || this.offset + this.#bytes.length >= this.end) return unpacked;
      await this.widen();
    }
  }

  pass(length: number): void {
    this.#bytes = this.#bytes.subarray(length);
    this.offset += length;
  }

  /** By as much again and the read-ahead at least, so that a long member is tried few times. */
  async widen(): Promise<void> {
    const at = this.offset + this.#bytes.length;
    const wanted = Math.min(Math.max(this.#ahead, this.#bytes.length), this.end - at);
    const more = await readRange(this.#handle, at, wanted);
    if (more.length < wanted) this.end = at + more.length;
    this.#bytes = Buffer.concat([this.#bytes, more]);
  }
}

/** Bytes of a file; fewer where it ends. */
export async function readRange(
  handle: ByteSource,
  offset: number,
  length: number,
): Promise<Buffer> {
  const bytes = Buffer.allocUnsafeSlow(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(bytes, filled, length - filled, offset + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}
