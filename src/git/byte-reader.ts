import { ArchiveError } from '../model/index.ts';

/** Cuts a stream of bytes into delimited pieces and counted runs, holding no more than one of them. */
export class ByteReader {
  private readonly source: AsyncIterator<Buffer>;
  private held: Buffer = Buffer.alloc(0);
  private at = 0;

  constructor(source: AsyncIterable<Buffer>) {
    this.source = source[Symbol.asyncIterator]();
  }

  /** The bytes before the next delimiter; undefined at the end. Throws `corrupt` past `most`. */
  async until(delimiter: number, most: number): Promise<Buffer | undefined> {
    let from = this.at;
    for (;;) {
      const found = this.held.indexOf(delimiter, from);
      if (found >= 0) return this.take(found, 1);
      if (this.held.length - this.at > most) {
        throw new ArchiveError('corrupt', `git answered with a piece over ${most} bytes.`);
      }
      from = this.held.length - this.at;
      if (!(await this.more())) break;
    }
    return this.at < this.held.length ? this.take(this.held.length, 0) : undefined;
  }

  /** Exactly `count` bytes. Throws `corrupt` when the stream ends before. */
  async exactly(count: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    let missing = count;
    while (missing > 0) {
      const part = this.held.subarray(this.at, this.at + missing);
      parts.push(part);
      this.at += part.length;
      missing -= part.length;
      if (missing > 0 && !(await this.more())) throw endedEarly();
    }
    return Buffer.concat(parts);
  }

  /** Passes over `count` bytes without holding them. */
  async skip(count: number): Promise<void> {
    let missing = count;
    for (;;) {
      const step = Math.min(missing, this.held.length - this.at);
      this.at += step;
      missing -= step;
      if (missing === 0) return;
      if (!(await this.more())) throw endedEarly();
    }
  }

  /** Lets the source go; needed when it was not read to its end. */
  async close(): Promise<void> {
    await this.source.return?.();
  }

  private take(end: number, beyond: number): Buffer {
    const piece = this.held.subarray(this.at, end);
    this.at = end + beyond;
    return piece;
  }

  private async more(): Promise<boolean> {
    const next = await this.source.next();
    if (next.done === true) return false;
    const rest = this.held.subarray(this.at);
    this.held = rest.length === 0 ? next.value : Buffer.concat([rest, next.value]);
    this.at = 0;
    return true;
  }
}

function endedEarly(): ArchiveError {
  return new ArchiveError(
    'corrupt',
    'git ended in the middle of an answer; run the command again.',
  );
}
