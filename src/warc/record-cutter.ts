import { parseRecord } from './parse-record.ts';
import { longestBlock, type WarcRecord } from './warc-record.ts';

/** One record of somebody else's file, or what stands where one should. */
export type ForeignReading =
  | { readonly is: 'record'; readonly offset: number; readonly record: WarcRecord }
  | {
      readonly is: 'flaw';
      readonly offset: number;
      readonly flaw: string;
      /** Set where nothing behind it can be read. */
      readonly ends?: true;
    };

/** Named fields take no more than this. */
const longestHead = 2 ** 20;

/**
 * Cuts a stream of bytes into WARC records, each with its bytes as they came. `at` is the offset told
 * of the stream's first byte; given `always`, it is told of every record. A record whose block is
 * damaged or too long is a flaw, and what follows it is read; where a record's length cannot be told,
 * that is the end: nothing is looked for beyond, since a page may hold the bytes of a forged record.
 * Records of unknown types are passed over.
 */
export async function* cutRecords(
  chunks: AsyncIterable<Buffer>,
  at: number,
  always?: 'always',
): AsyncGenerator<ForeignReading> {
  const feed = new Feed(chunks);
  for (;;) {
    await feed.passLineBreaks();
    const offset = always === undefined ? at + feed.passed : at;
    if (!(await feed.fill(1))) return;
    const head = await feed.head();
    if (typeof head === 'string') {
      yield { is: 'flaw', offset, flaw: head, ends: true };
      return;
    }
    if (head.block > longestBlock) {
      yield { is: 'flaw', offset, flaw: `its block has ${head.block} bytes; 256 MiB is the most` };
      await feed.pass(head.length + head.block);
      continue;
    }
    if (!(await feed.fill(head.length + head.block))) {
      yield { is: 'flaw', offset, flaw: 'the file ends in it', ends: true };
      return;
    }
    const bytes = Buffer.concat([feed.take(head.length + head.block), lineBreaks]);
    const parsed = parseRecord(bytes);
    if (parsed.is === 'flaw') yield { is: 'flaw', offset, flaw: parsed.flaw };
    if (parsed.is === 'record') {
      yield { is: 'record', offset, record: { ...parsed.record, asItCame: bytes } };
    }
  }
}

const lineBreaks = Buffer.from('\r\n\r\n');

/** A stream's bytes, as many at hand as are asked for. */
class Feed {
  readonly #chunks: AsyncIterator<Buffer>;
  #held: Buffer = Buffer.alloc(0);
  /** Bytes that were taken. */
  passed = 0;

  constructor(chunks: AsyncIterable<Buffer>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** Has so many bytes at hand; false where the stream has fewer. */
  async fill(length: number): Promise<boolean> {
    if (this.#held.length >= length) return true;
    const parts = [this.#held];
    let have = this.#held.length;
    while (have < length) {
      const next = await this.#chunks.next();
      if (next.done === true) break;
      parts.push(next.value);
      have += next.value.length;
    }
    this.#held = Buffer.concat(parts);
    return have >= length;
  }

  take(length: number): Buffer {
    const taken = this.#held.subarray(0, length);
    this.#held = this.#held.subarray(length);
    this.passed += taken.length;
    return taken;
  }

  /** Takes so many bytes without holding them. */
  async pass(length: number): Promise<void> {
    let left = length;
    while (left > 0 && (await this.fill(1))) left -= this.take(left).length;
  }

  async passLineBreaks(): Promise<void> {
    while (await this.fill(1)) {
      const other = this.#held.findIndex((byte) => byte !== 0x0d && byte !== 0x0a);
      this.take(other < 0 ? this.#held.length : other);
      if (other >= 0) return;
    }
  }

  /** Lengths of the head that comes next and of its block, or why that is none. */
  async head(): Promise<{ readonly length: number; readonly block: number } | string> {
    let end = -1;
    for (let size = 4096; end < 0 && size <= longestHead; size *= 4) {
      const isMore = await this.fill(size);
      end = this.#held.subarray(0, size).indexOf('\r\n\r\n');
      if (!isMore) break;
    }
    const start = this.#held.toString('latin1', 0, 12);
    if (!/^WARC\/1\.[01]\r\n/.test(start)) return notAtStart(start);
    if (end < 0) return 'its named fields do not end';
    const text = this.#held.toString('latin1', 0, end + 2);
    const block = /\r\ncontent-length:[ \t]*(\d{1,15})[ \t]*\r\n/i.exec(text)?.[1];
    if (block === undefined) return 'it has no Content-Length';
    return { length: end + 4, block: Number(block) };
  }
}

function notAtStart(start: string): string {
  const version = /^WARC\/[\d.]+/.exec(start)?.[0];
  if (version === undefined) return `no record begins there, but ${JSON.stringify(start)}`;
  return `it begins with ${version} and ${JSON.stringify(start.slice(version.length))} instead of WARC/1.0 or WARC/1.1 on a line of its own`;
}
