import { crc32, createInflateRaw, type InflateRaw } from 'node:zlib';
import type { ByteWindow } from './byte-window.ts';
import { altered, type MemberFault, malformed, torn } from './fault.ts';
import { gzipHeaderLength } from './gzip-header.ts';
import type { RecordFacts } from './identity.ts';
import { RecordCheck } from './record-check.ts';

/** A member that was looked at; `inflated` bytes were read for it. */
export interface MemberResult {
  readonly outcome: { readonly end: number; readonly facts: RecordFacts } | MemberFault;
  readonly inflated: number;
}

/** While a member is read this much of it stays at hand, to look for the next one if it is bad. */
const mostHeld = 64 * 2 ** 20;

/** Checks the gzip member (RFC 1952) at an offset, and the record in it. */
export async function checkMember(window: ByteWindow, offset: number): Promise<MemberResult> {
  const header = await headerAt(window, offset);
  if (typeof header !== 'number') return { outcome: header, inflated: 0 };
  const stream = new MemberStream();
  const fault = await stream.readFrom(window, offset + header);
  const inflated = stream.length;
  if (fault !== undefined) return { outcome: fault, inflated };
  const end = offset + header + stream.consumed;
  if (!(await window.reach(end, 8))) return { outcome: torn(), inflated };
  const trailer = window.at(end);
  if (trailer.readUInt32LE(0) !== stream.crc || trailer.readUInt32LE(4) !== inflated) {
    return { outcome: altered('does not match its CRC-32 or its length'), inflated };
  }
  const facts = stream.record.result();
  return { outcome: 'message' in facts ? facts : { end: end + 8, facts }, inflated };
}

async function headerAt(window: ByteWindow, offset: number): Promise<number | MemberFault> {
  for (;;) {
    const length = gzipHeaderLength(window.at(offset));
    if (length === undefined) return malformed('is no gzip member');
    if (length !== 'more') return length;
    if (!(await window.grow())) return torn();
  }
}

/** The deflated part of one member on its way through the checks. */
class MemberStream {
  readonly record = new RecordCheck();
  crc = 0;
  /** Inflated bytes so far. */
  length = 0;
  readonly #inflate: InflateRaw = createInflateRaw({ chunkSize: 2 ** 15 });
  /** Set when the deflate stream has ended, well or not, or is not worth reading on. */
  #over: 'end' | 'error' | 'enough' | undefined;
  readonly #ended: Promise<void>;

  constructor() {
    this.#ended = new Promise((resolve) => {
      const over = (how: 'end' | 'error' | 'enough') => {
        this.#over ??= how;
        resolve();
      };
      this.#inflate.on('data', (bytes: Buffer) => {
        if (!this.#take(bytes)) over('enough');
      });
      this.#inflate.once('end', () => over('end'));
      this.#inflate.on('error', () => over('error'));
    });
  }

  /** Deflated bytes used up. */
  get consumed(): number {
    return this.#inflate.bytesWritten;
  }

  /** Reads until the deflate stream ends by itself. */
  async readFrom(window: ByteWindow, offset: number): Promise<MemberFault | undefined> {
    let at = offset;
    while (this.#over === undefined) {
      if (window.end <= at && !(await window.grow())) break;
      // A copy, for the window moves its bytes when it grows. Most records end in the first piece.
      const size = at === offset ? 2 ** 13 : 2 ** 17;
      const piece = Buffer.from(window.at(at).subarray(0, size));
      at += piece.length;
      await this.#write(piece);
      if (window.end - window.start > mostHeld) window.drop(at - 2 ** 20);
    }
    return this.#verdict();
  }

  #verdict(): MemberFault | undefined {
    this.#inflate.destroy();
    if (this.#over === 'end') return undefined;
    if (this.#over === 'error') return altered('does not inflate');
    if (this.#over === undefined) return torn();
    const result = this.record.result();
    return 'message' in result ? result : malformed('goes on after its end');
  }

  #write(piece: Buffer): Promise<void> {
    const taken = new Promise<void>((resolve) => {
      this.#inflate.write(piece, () => resolve());
    });
    return Promise.race([taken, this.#ended]);
  }

  #take(bytes: Buffer): boolean {
    this.crc = crc32(bytes, this.crc);
    this.length += bytes.length;
    return this.record.take(bytes);
  }
}
