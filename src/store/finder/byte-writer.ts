/** Bytes that grow as they are written. */
export class ByteWriter {
  private bytes = new Uint8Array(8192);
  length = 0;

  /** A whole number below 2^53: seven bits a byte, the lowest first, all but the last with 128 added. */
  varint(value: number): void {
    if (this.length + 10 > this.bytes.length) this.widen(10);
    let rest = value;
    while (rest >= 0x80000000) {
      this.bytes[this.length++] = (rest % 128) + 128;
      rest = Math.floor(rest / 128);
    }
    while (rest >= 128) {
      this.bytes[this.length++] = (rest & 127) + 128;
      rest >>>= 7;
    }
    this.bytes[this.length++] = rest;
  }

  append(more: Uint8Array, from: number, to: number): void {
    if (this.length + to - from > this.bytes.length) this.widen(to - from);
    // Most are of a few bytes, for which a loop is quicker than the copying of memory.
    if (to - from > 64) {
      this.bytes.set(more.subarray(from, to), this.length);
      this.length += to - from;
      return;
    }
    for (let at = from; at < to; at += 1) this.bytes[this.length++] = more[at] ?? 0;
  }

  appendFrom(other: ByteWriter): void {
    this.append(other.bytes, 0, other.length);
  }

  /** What was written since the last taking, as bytes of their own. */
  take(): Buffer {
    const taken = Buffer.from(this.bytes.subarray(0, this.length));
    this.length = 0;
    return taken;
  }

  private widen(more: number): void {
    const wider = new Uint8Array(2 * (this.bytes.length + more));
    wider.set(this.bytes);
    this.bytes = wider;
  }
}
