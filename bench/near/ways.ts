import { isSameText, sketchOf, spacedWords } from '../../src/words/index.ts';
import type { Text } from './sets.ts';

/** Pairs of texts by their places in the list, the lower first. */
export type Pairs = ReadonlySet<number>;

const most = 2 ** 21;
export const pairOf = (one: number, other: number): number =>
  Math.min(one, other) * most + Math.max(one, other);
export const placesOf = (pair: number): readonly [number, number] => [
  Math.floor(pair / most),
  pair % most,
];

/** A way to say which texts are the same. */
export interface Way {
  readonly name: string;
  readonly find: (texts: readonly Text[]) => Pairs;
}

/** Ours, and what one would do without it. */
export const ways: readonly Way[] = [
  { name: 'sketches (ours)', find: bySketch(isSameText) },
  { name: 'MinHash alone, share .6', find: bySketch(alikeRuns) },
  { name: 'SimHash, 3 bits of 64', find: bySimHash },
  { name: 'equal words', find: byKey(({ body }) => body) },
  { name: 'equal titles', find: byKey(({ title }) => spacedWords(title)) },
];

function alikeRuns(one: Uint8Array, other: Uint8Array): boolean {
  let same = 0;
  for (let bin = 0; bin < 128; bin += 1) if (one[bin] === other[bin]) same += 1;
  return same / 128 >= 0.6;
}

function bySketch(isSame: (one: Uint8Array, other: Uint8Array) => boolean): Way['find'] {
  return (texts) => {
    const sketches = texts.map((text) => sketchOf(text));
    const found = new Set<number>();
    const keys = (at: number) => {
      const sketch = sketches[at] ?? new Uint8Array();
      return sketch.length === 0
        ? []
        : Array.from({ length: 16 }, (_, of) => `${of} ${sketch.subarray(4 * of, 4 * of + 4)}`);
    };
    for (const pair of sharing(texts.length, keys)) {
      const [one, other] = placesOf(pair);
      const [left, right] = [sketches[one], sketches[other]];
      if (left && right && isSame(left, right)) found.add(pair);
    }
    return found;
  };
}

function byKey(key: (text: Text) => string): Way['find'] {
  return (texts) => {
    const keys = texts.map(key);
    return sharing(texts.length, (at) => (keys[at] ? [keys[at]] : []));
  };
}

/** Manku, Jain, Das Sarma 2007: 64 bits over runs of four words, four bands of 16. */
function bySimHash(texts: readonly Text[]): Pairs {
  const hashes = texts.map(({ body }) => simHash(body));
  const bands = (at: number) => {
    const hash = hashes[at];
    return hash === undefined
      ? []
      : [hash[0] & 0xffff, hash[0] >>> 16, hash[1] & 0xffff, hash[1] >>> 16].map(
          (band, of) => `${of} ${band}`,
        );
  };
  const found = new Set<number>();
  for (const pair of sharing(texts.length, bands)) {
    const [one, other] = placesOf(pair).map((at) => hashes[at]);
    if (one && other && bitsOf(one[0] ^ other[0]) + bitsOf(one[1] ^ other[1]) <= 3) found.add(pair);
  }
  return found;
}

function simHash(body: string): readonly [number, number] | undefined {
  const words = body.split(' ');
  if (words.length < 27) return undefined;
  const sums = new Int32Array(64);
  for (let at = 0; at + 4 <= words.length; at += 1) {
    const run = words.slice(at, at + 4).join(' ');
    const halves = [hash32(run, 0x811c9dc5), hash32(run, 0x1234567)] as const;
    for (let bit = 0; bit < 64; bit += 1) {
      sums[bit] = (sums[bit] ?? 0) + ((halves[bit >> 5 ? 1 : 0] >>> (bit & 31)) & 1 ? 1 : -1);
    }
  }
  const half = (from: number) =>
    sums
      .subarray(from, from + 32)
      .reduce((bits, sum, bit) => (sum > 0 ? bits | (1 << bit) : bits), 0);
  return [half(0), half(32)];
}

function hash32(text: string, seed: number): number {
  let hash = seed;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

function bitsOf(value: number): number {
  let count = 0;
  for (let left = value >>> 0; left > 0; left &= left - 1) count += 1;
  return count;
}

/** Pairs that have a key in common. */
function sharing(count: number, keysOf: (at: number) => readonly string[]): Set<number> {
  const byKey = new Map<string, number[]>();
  for (let at = 0; at < count; at += 1) {
    for (const key of keysOf(at)) {
      const there = byKey.get(key);
      if (there === undefined) byKey.set(key, [at]);
      else there.push(at);
    }
  }
  const found = new Set<number>();
  for (const places of byKey.values()) {
    for (const [at, one] of places.entries()) {
      for (const other of places.slice(at + 1)) found.add(pairOf(one, other));
    }
  }
  return found;
}
