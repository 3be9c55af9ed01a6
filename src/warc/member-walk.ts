import type { FileHandle } from 'node:fs/promises';
import { type Unpacked, unpackMember } from './gzip-member.ts';
import { type ParsedRecord, parseRecord } from './parse-record.ts';

/** One member of a WARC file, read; after a `flaw` the walk ends. */
export interface Step {
  readonly offset: number;
  /** In bytes; 0 for a flaw. */
  readonly length: number;
  readonly parsed: ParsedRecord;
}

const readAhead = 2 ** 20;

/**
 * Reads a file member by member from an offset to `size`. Holds one member and a read-ahead of
 * 1 MiB at most. Ends with a flaw where something other than a whole record stands.
 */
export async function* walkMembers(
  handle: FileHandle,
  size: number,
  from: number,
): AsyncGenerator<Step> {
  const window = new FileWindow(handle, size, from);
  while (window.offset < window.end) {
    const step = stepOf(window.offset, await window.unpack());
    yield step;
    if (step.length === 0) return;
    window.pass(step.length);
  }
}

function stepOf(offset: number, unpacked: Unpacked): Step {
  if (unpacked.is !== 'member') {
    const flaw = unpacked.is === 'short' ? 'the file ends in it' : unpacked.flaw;
    return { offset, length: 0, parsed: { is: 'flaw', flaw } };
  }
  const parsed = parseRecord(unpacked.bytes);
  return { offset, length: parsed.is === 'flaw' ? 0 : unpacked.length, parsed };
}

/** The part of a file that is being read; it widens until it holds a whole member. */
class FileWindow {
  readonly #handle: FileHandle;
  #bytes: Buffer = Buffer.alloc(0);
  offset: number;
  /** Less than asked for where the file turns out shorter. */
  end: number;

  constructor(handle: FileHandle, end: number, offset: number) {
    this.#handle = handle;
    this.end = end;
    this.offset = offset;
  }

  async unpack(): Promise<Unpacked> {
    for (;;) {
      const unpacked = await unpackMember(this.#bytes);
      if (unpacked.is !== 'short' || this.offset + this.#bytes.length >= this.end) return unpacked;
      await this.#widen();
    }
  }

  pass(length: number): void {
    this.#bytes = this.#bytes.subarray(length);
    this.offset += length;
  }

  /** By as much again and the read-ahead at least, so that a long member is tried few times. */
  async #widen(): Promise<void> {
    const at = this.offset + this.#bytes.length;
    const wanted = Math.min(Math.max(readAhead, this.#bytes.length), this.end - at);
    const more = await readRange(this.#handle, at, wanted);
    if (more.length < wanted) this.end = at + more.length;
    this.#bytes = Buffer.concat([this.#bytes, more]);
  }
}

/** Bytes of a file; fewer where it ends. */
export async function readRange(
  handle: FileHandle,
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
