import { type Term, termOfParts } from './terms.ts';

/** Bits of a key that one pass sorts by. */
const digit = 11;
const values = 1 << digit;

/** Keys in two parts with what belongs to each. */
interface Columns {
  readonly high: Uint32Array;
  readonly low: Uint32Array;
  readonly docs: Uint32Array;
}

const columns = (length: number): Columns => ({
  high: new Uint32Array(length),
  low: new Uint32Array(length),
  docs: new Uint32Array(length),
});

/**
 * Pairs of a term and a document, gone through by term: a radix sort, which leaves the documents of a
 * term in the order in which they came. A hash table of chains took four times as long.
 */
export class Pile {
  private pairs = columns(1 << 16);
  private count = 0;
  private mostHigh = 0;

  /** A term: its bits above 32 (21 at most), and the lower 32. */
  add(high: number, low: number, doc: number): void {
    if (this.count === this.pairs.low.length) this.lengthen();
    const { count, pairs } = this;
    pairs.high[count] = high;
    pairs.low[count] = low;
    pairs.docs[count] = doc;
    if (high > this.mostHigh) this.mostHigh = high;
    this.count += 1;
  }

  /** Tells all, by term and then as they came. */
  each(take: (term: Term, doc: number) => void): void {
    const { high, low, docs } = this.sorted();
    for (let at = 0; at < this.count; at += 1) {
      take(termOfParts(high[at] ?? 0, low[at] ?? 0), docs[at] ?? 0);
    }
  }

  private sorted(): Columns {
    let [from, to] = [this.pairs, columns(this.count)];
    const isHigh = this.mostHigh > 0;
    for (let shift = 0; shift < 32; shift += digit) {
      if (sortBy(from.low, { from, to, shift, count: this.count, isHigh })) [from, to] = [to, from];
    }
    for (let shift = 0; this.mostHigh >>> shift > 0; shift += digit) {
      if (sortBy(from.high, { from, to, shift, count: this.count, isHigh })) {
        [from, to] = [to, from];
      }
    }
    this.pairs = from;
    return from;
  }

  private lengthen(): void {
    const longer = columns(2 * this.count);
    longer.high.set(this.pairs.high);
    longer.low.set(this.pairs.low);
    longer.docs.set(this.pairs.docs);
    this.pairs = longer;
  }
}

interface Pass {
  readonly from: Columns;
  readonly to: Columns;
  readonly shift: number;
  readonly count: number;
  /** Whether any key has a high part, which then moves too. */
  readonly isHigh: boolean;
}

/** Moves all by one digit of their keys; gives whether that was needed. */
function sortBy(keys: Uint32Array, { from, to, shift, count, isHigh }: Pass): boolean {
  const places = placesOf(keys, shift, count);
  if (places === undefined) return false;
  for (let at = 0; at < count; at += 1) {
    const value = ((keys[at] ?? 0) >>> shift) & (values - 1);
    const place = places[value] ?? 0;
    places[value] = place + 1;
    to.low[place] = from.low[at] ?? 0;
    to.docs[place] = from.docs[at] ?? 0;
    if (isHigh) to.high[place] = from.high[at] ?? 0;
  }
  return true;
}

/** Where the keys with each value of a digit begin; undefined: all have the same. */
function placesOf(keys: Uint32Array, shift: number, count: number): Uint32Array | undefined {
  const places = new Uint32Array(values);
  for (let at = 0; at < count; at += 1) {
    const value = ((keys[at] ?? 0) >>> shift) & (values - 1);
    places[value] = (places[value] ?? 0) + 1;
  }
  let place = 0;
  for (let value = 0; value < values; value += 1) {
    const length = places[value] ?? 0;
    if (length === count) return undefined;
    places[value] = place;
    place += length;
  }
  return places;
}
