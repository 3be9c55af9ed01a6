/**
 * A stretch of a stream of bytes, addressed by offsets from the stream's start. It grows at its
 * end as more is asked for, and gives up its start when told to.
 */
export class ByteWindow {
  readonly #source: AsyncIterator<Uint8Array>;
  #held: Buffer = Buffer.alloc(2 ** 16);
  /** The window is #held from #from up to #to. */
  #from = 0;
  #to = 0;
  /** Offset in the stream of the window's first byte. */
  #start = 0;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  get start(): number {
    return this.#start;
  }

  /** Offset just behind the last byte held. */
  get end(): number {
    return this.#start + this.#to - this.#from;
  }

  /** What is held from an offset on; valid until the window grows. */
  at(offset: number): Buffer {
    return this.#held.subarray(this.#from + offset - this.#start, this.#to);
  }

  /** Takes one more chunk from the stream; false at its end. */
  async grow(): Promise<boolean> {
    const { done, value } = await this.#source.next();
    if (done === true) return false;
    this.#add(value);
    return true;
  }

  /** Grows until this many bytes are held from an offset on; false where the stream ends before. */
  async reach(offset: number, count: number): Promise<boolean> {
    while (this.end < offset + count) {
      if (!(await this.grow())) return false;
    }
    return true;
  }

  /** Gives up what stands before an offset. */
  drop(offset: number): void {
    const count = Math.min(Math.max(offset - this.#start, 0), this.#to - this.#from);
    this.#from += count;
    this.#start += count;
  }

  /** Lets go of the stream. */
  async close(): Promise<void> {
    await this.#source.return?.();
  }

  #add(chunk: Uint8Array): void {
    if (this.#to + chunk.length > this.#held.length) this.#makeRoom(chunk.length);
    this.#held.set(chunk, this.#to);
    this.#to += chunk.length;
  }

  #makeRoom(more: number): void {
    const kept = this.#to - this.#from;
    const size = Math.max(2 * kept, kept + more);
    const next = size <= this.#held.length ? this.#held : Buffer.allocUnsafeSlow(size);
    this.#held.copy(next, 0, this.#from, this.#to);
    this.#held = next;
    this.#from = 0;
    this.#to = kept;
  }
}
