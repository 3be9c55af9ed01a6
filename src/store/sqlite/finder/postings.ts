/** Numbers of documents, ascending, each once. */
export type Docs = Uint32Array;

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

/** Joins lists each of which ends before the next begins. */
export function joinDocs(parts: readonly Docs[]): Docs {
  if (parts.length === 1 && parts[0] !== undefined) return parts[0];
  const all = new Uint32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** What stands in both. */
export function inBoth(one: Docs, other: Docs): Docs {
  const [few, many] = one.length <= other.length ? [one, other] : [other, one];
  const both = new Uint32Array(few.length);
  const leap = many.length > 32 * few.length;
  let count = 0;
  let at = 0;
  for (const doc of few) {
    at = leap ? seek(many, doc, at) : walk(many, doc, at);
    if (at === many.length) break;
    if (many[at] === doc) both[count++] = doc;
  }
  return both.subarray(0, count);
}

function walk(docs: Docs, doc: number, from: number): number {
  let at = from;
  while (at < docs.length && (docs[at] ?? 0) < doc) at += 1;
  return at;
}

/** The first place from which on documents are not before one, by halving. */
export function seek(docs: Docs, doc: number, from = 0): number {
  let low = from;
  let high = docs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((docs[middle] ?? 0) < doc) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What stands in any. */
export function inAny(lists: readonly Docs[]): Docs {
  return lists.reduce(
    (one, other) => (one.length === 0 ? other : union(one, other)),
    new Uint32Array(),
  );
}

function union(one: Docs, other: Docs): Docs {
  if (other.length === 0) return one;
  const all = new Uint32Array(one.length + other.length);
  let count = 0;
  let there = 0;
  for (const doc of one) {
    while (there < other.length && (other[there] ?? 0) < doc) all[count++] = other[there++] ?? 0;
    if (other[there] === doc) there += 1;
    all[count++] = doc;
  }
  while (there < other.length) all[count++] = other[there++] ?? 0;
  return all.subarray(0, count);
}

/** What stands in the first and not in the other. */
export function without(one: Docs, other: Docs): Docs {
  const rest = new Uint32Array(one.length);
  let count = 0;
  let at = 0;
  for (const doc of one) {
    at = walk(other, doc, at);
    if (other[at] !== doc) rest[count++] = doc;
  }
  return rest.subarray(0, count);
}
