import { spacedWords } from './search-words.ts';

/*
 * A sketch is what is kept of a text to know it again elsewhere: 193 bytes, or none of a text too
 * short to tell.
 *
 *   0–127    MinHash of its word runs by one permutation (Li, Owen, Zhang 2012), a byte a bin; empty
 *            bins filled from others by hashing (Shrivastava 2017)
 *   128–159  each number in it with the word that follows, a bit each by hash
 *   160–191  the pairs of neighbours among the words of its title, a bit each by hash
 *   192      how many words it has, 8 log2
 *
 * The share of bins that agree is, within some hundredths, the share of word runs two texts have in
 * common. That alone takes one day's exchange rates for the next day's, and whatever a programme
 * repeats beneath each video for the video; so the numbers and the titles have a say.
 */
const bins = 128;
const numberBytes = 32;
const titleBytes = 32;
const numbersAt = bins;
const titleAt = numbersAt + numberBytes;
const lengthAt = titleAt + titleBytes;
const sketchBytes = lengthAt + 1;

/** Words in a row that count as one thing shared. A Han character is a word here. */
const run = 4;
/** A text of fewer words tells too little to be called the same by parts. */
const fewestWords = 27;

/** Word runs that the same text under another roof has in common at least; a short one is a template
 * sooner: whom the minister received today. */
const sameRuns = 0.6;
const shortWords = 450;
const sameShortRuns = 0.75;
const briefWords = 100;
const sameBriefRuns = 0.9;
/** Numbers of the one with fewer that the other has too. */
const sameNumbers = 0.8;
/** Above it a text is hardly a template: somewhat fewer numbers will do. */
const surelyRuns = 0.85;
const surelyNumbers = 0.75;
/** Pairs of the shorter title that the other has too; headlines are rewritten, but not wholly. Where one
 * has twice the numbers, the title has to say more. */
const sameTitle = 0.3;
const surelyTitle = 0.5;
const alikeNumbers = 0.5;
/** So long a text that agrees so far is the same under any headline. */
const longWords = 1000;

/**
 * The sketch of a text: `title` as it is written, `body` as search words parted by single spaces
 * (`spacedWords`). Empty where it is too short to tell.
 */
export function sketchOf({ title, body }: { readonly title: string; readonly body: string }) {
  const sketch = new Uint8Array(sketchBytes);
  const lowest = new Float64Array(bins).fill(empty);
  const words = takeRuns(body, lowest, sketch.subarray(numbersAt, titleAt));
  if (words < fewestWords) return new Uint8Array(0);
  fillEmpty(lowest);
  for (let bin = 0; bin < bins; bin += 1) sketch[bin] = mix(lowest[bin] ?? 0) >>> 24;
  const titleBits = sketch.subarray(titleAt, lengthAt);
  const named = spacedWords(ownTitle(title)).split(' ').map(hashOf);
  for (const [at, word] of named.entries()) {
    if (at > 0 || named.length === 1) setBit(titleBits, mix(named[at - 1] ?? 0) ^ word);
  }
  sketch[lengthAt] = Math.min(255, Math.round(8 * Math.log2(words)));
  return sketch;
}

/** The share of word runs that two texts have in common by their sketches, 0 to 1; 0 where one has none. */
export function likeness(one: Uint8Array, other: Uint8Array): number {
  if (one.length !== sketchBytes || other.length !== sketchBytes) return 0;
  let same = 0;
  for (let bin = 0; bin < bins; bin += 1) if (one[bin] === other[bin]) same += 1;
  // One byte agrees by chance once in 256.
  return Math.max(0, (same / bins - 1 / 256) / (1 - 1 / 256));
}

/**
 * Whether two sketches are of the same text, perhaps edited: most of the words in the same order, and
 * not merely a template in which other numbers stand, or what stands beneath everything.
 */
export function isSameText(one: Uint8Array, other: Uint8Array): boolean {
  const runs = likeness(one, other);
  const words = Math.min(wordsOf(one), wordsOf(other));
  const isShort = words < shortWords;
  if (runs < leastRuns(words)) return false;
  const isSure = runs >= surelyRuns && !isShort;
  const numbers = shared(one, other, numbersAt, titleAt);
  if (numbers.ofFewer < (isSure ? surelyNumbers : sameNumbers)) return false;
  if (isShort && numbers.ofAll < alikeNumbers) return false;
  if (isSure && words >= longWords) return true;
  const title = shared(one, other, titleAt, lengthAt);
  return title.ofFewer >= (numbers.ofAll < alikeNumbers ? surelyTitle : sameTitle);
}

function leastRuns(words: number): number {
  if (words < briefWords) return sameBriefRuns;
  return words < shortWords ? sameShortRuns : sameRuns;
}

const wordsOf = (sketch: Uint8Array): number => 2 ** ((sketch[lengthAt] ?? 0) / 8);

/** What a series or an editor puts into every title: 【…】, (video). */
function ownTitle(title: string): string {
  const own = title.replace(/[【[（(][^】\]）)]{0,40}[】\]）)]/g, ' ');
  return spacedWords(own).length > 8 ? own : title;
}

/** Of the bits of the one with fewer, and of all bits, the share that both have, less what they have by
 * chance; 1 where one has none. */
function shared(one: Uint8Array, other: Uint8Array, from: number, to: number) {
  let [ones, others, both] = [0, 0, 0];
  for (let at = from; at < to; at += 1) {
    const [left, right] = [one[at] ?? 0, other[at] ?? 0];
    ones += bitsIn(left);
    others += bitsIn(right);
    both += bitsIn(left & right);
  }
  const [fewer, more] = [Math.min(ones, others), Math.max(ones, others)];
  if (fewer === 0) return { ofFewer: 1, ofAll: more === 0 ? 1 : 0 };
  const chance = more / (8 * (to - from));
  return { ofFewer: (both / fewer - chance) / (1 - chance), ofAll: both / (ones + others - both) };
}

const bitCounts = Uint8Array.from({ length: 256 }, (_, byte) => {
  let count = 0;
  for (let left = byte; left > 0; left >>= 1) count += left & 1;
  return count;
});

const bitsIn = (byte: number): number => bitCounts[byte] ?? 0;

function setBit(bits: Uint8Array, hash: number): void {
  const bit = mix(hash) & (bits.length * 8 - 1);
  bits[bit >> 3] = (bits[bit >> 3] ?? 0) | (1 << (bit & 7));
}

const empty = 2 ** 32;
const space = 0x20;

/** Puts the lowest hash of the word runs of each bin into `lowest`, numbers into `numbers`; gives how
 * many words there are. The text is gone through once, without a string for each word. */
function takeRuns(body: string, lowest: Float64Array, numbers: Uint8Array): number {
  let words = 0;
  let [first, second, third] = [0, 0, 0];
  let hash = fnvStart;
  let [isNumber, wasNumber] = [false, false];
  for (let at = 0; at <= body.length; at += 1) {
    const code = at < body.length ? body.charCodeAt(at) : space;
    if (code !== space) {
      hash = Math.imul(hash ^ code, fnvPrime);
      if (code >= 0x30 && code <= 0x39) isNumber = true;
      continue;
    }
    if (hash === fnvStart) continue;
    words += 1;
    if (wasNumber) setBit(numbers, mix(third) ^ hash);
    wasNumber = isNumber;
    if (words >= run) takeRun(mix(mix(mix(mix(first) ^ second) ^ third) ^ hash), lowest);
    [first, second, third] = [second, third, hash];
    hash = fnvStart;
    isNumber = false;
  }
  return words;
}

function takeRun(mixed: number, lowest: Float64Array): void {
  const value = mixed >>> 0;
  const bin = value & (bins - 1);
  if (value < (lowest[bin] ?? 0)) lowest[bin] = value;
}

/** An empty bin takes the value of another, chosen alike for every text. */
function fillEmpty(lowest: Float64Array): void {
  const found = Float64Array.from(lowest);
  for (let bin = 0; bin < bins; bin += 1) {
    for (let tries = 1; lowest[bin] === empty; tries += 1) {
      const from = mix(Math.imul(bin + 1, 0x9e3779b1) ^ tries) & (bins - 1);
      lowest[bin] = found[from] ?? empty;
    }
  }
}

/** FNV-1a over UTF-16 code units, 32 bits. */
const fnvStart = 0x811c9dc5;
const fnvPrime = 0x01000193;

function hashOf(word: string): number {
  let hash = fnvStart;
  for (let at = 0; at < word.length; at += 1)
    hash = Math.imul(hash ^ word.charCodeAt(at), fnvPrime);
  return hash;
}

/** The finalizer of MurmurHash3, 32 bits. */
function mix(value: number): number {
  let mixed = value | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
