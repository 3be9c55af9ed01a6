/**
 * Lists of documents as the gaps between them, each in an adaptive Rice code (R. F. Rice, 1979): as many
 * ones as the gap, less one, holds 2^k whole, a zero, and the rest in k bits; k follows the mean of the
 * gaps before. So bursts of news take less room than lists of even gaps, and both less than whole bytes:
 * about log2(gap) + 1.5 bits a document.
 */

/** So many ones say that the gap itself follows, in 32 bits. */
const mostOnes = 16;
/** The mean is kept in so many parts of a document, and moves by a part of each gap. */
const parts = 16;
/** Beyond it the mean is not followed, to stay within 31 bits. */
const mostMean = 190_000_000;

/** k for a mean in sixteenths: the whole logarithm of .69 of it, for which the code is shortest. */
const kOf = (mean: number): number => {
  const scaled = (mean * 11) >>> 8;
  return scaled === 0 ? 0 : 31 - Math.clz32(scaled);
};

const followed = (mean: number, gap: number): number =>
  Math.min(mean - (mean >>> 4) + gap, mostMean);

/** The mean that a list begins with, from what one byte of it tells. */
const firstMean = (k: number): number => Math.min(parts * 1.5 * 2 ** k, mostMean) >>> 0;

/** What a list's byte tells: the logarithm of its mean gap. */
export const firstK = (docs: Uint32Array, count: number): number => {
  const mean = ((docs[count - 1] ?? 0) - (docs[0] ?? 0)) / (count - 1);
  return Math.max(0, Math.floor(Math.log2(mean)));
};

/** Packs the gaps of `count` documents, ascending, behind the first; gives bytes that hold until the
 * next are packed. */
export function packGaps(docs: Uint32Array, count: number): Uint8Array {
  const bits = new BitWriter(count);
  let mean = firstMean(firstK(docs, count));
  for (let at = 1; at < count; at += 1) {
    const gap = (docs[at] ?? 0) - (docs[at - 1] ?? 0);
    const k = kOf(mean);
    const whole = (gap - 1) >>> k;
    if (whole < mostOnes) {
      // The ones, a zero, and the rest.
      bits.put(((1 << whole) - 1) << 1, whole + 1);
      bits.put((gap - 1) & ((1 << k) - 1), k);
    } else {
      bits.put((1 << mostOnes) - 1, mostOnes);
      bits.put(gap >>> 16, 16);
      bits.put(gap & 0xffff, 16);
    }
    mean = followed(mean, gap);
  }
  return bits.end();
}

let room = new Uint8Array(1 << 16);

class BitWriter {
  private held = 0;
  private bits = 0;
  private length = 0;

  constructor(count: number) {
    const most = 7 * count + 8;
    if (room.length < most) room = new Uint8Array(2 * most);
  }

  /** The lower bits of a value, 24 at most, the highest first. */
  put(value: number, count: number): void {
    this.held = (this.held << count) | value;
    this.bits += count;
    while (this.bits >= 8) {
      this.bits -= 8;
      room[this.length++] = this.held >>> this.bits;
    }
    this.held &= (1 << this.bits) - 1;
  }

  end(): Uint8Array {
    if (this.bits > 0) this.put(0, 8 - this.bits);
    return room.subarray(0, this.length);
  }
}

/** Where the gaps of a list lie, and what is told of it besides. */
export interface PackedGaps {
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly count: number;
  readonly first: number;
  readonly k: number;
}

/** Writes the documents of a list to `docs`, from `to` on. */
export function unpackGaps(list: PackedGaps, docs: Uint32Array, to: number): void {
  const { bytes, count } = list;
  let bit = 8 * list.from;
  let doc = list.first;
  let mean = firstMean(list.k);
  docs[to] = doc;
  for (let index = 1; index < count; index += 1) {
    const word = bitsAt(bytes, bit);
    const ones = Math.clz32(~word);
    let gap = 0;
    if (ones < mostOnes) {
      const k = kOf(mean);
      const behind = ones + 1;
      const rest = behind + k <= 32 ? word << behind : bitsAt(bytes, bit + behind);
      gap = (ones << k) + (k === 0 ? 0 : rest >>> (32 - k)) + 1;
      bit += behind + k;
    } else {
      gap = bitsAt(bytes, bit + mostOnes) >>> 0;
      bit += mostOnes + 32;
    }
    doc += gap;
    docs[to + index] = doc;
    mean = followed(mean, gap);
  }
}

/** The 32 bits from a bit on; behind the end come zeros. */
function bitsAt(bytes: Uint8Array, bit: number): number {
  const at = bit >>> 3;
  const shift = bit & 7;
  const four =
    ((bytes[at] ?? 0) << 24) |
    ((bytes[at + 1] ?? 0) << 16) |
    ((bytes[at + 2] ?? 0) << 8) |
    (bytes[at + 3] ?? 0);
  return shift === 0 ? four : (four << shift) | ((bytes[at + 4] ?? 0) >>> (8 - shift));
}
