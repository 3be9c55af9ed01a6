import { isCharacterUnit } from './character.ts';
import { fieldEnd, unpacked } from './packed-text.ts';

/** A term as a number: a character (its UTF-16 unit), two characters in a row (both units), or any
 * other word or token (48 bits of a hash, above them). The same in a title lies above all of them, and
 * above that the stretches of sketches (which it is, and 26 bits of what it holds). */
export type Term = number;

const pairBase = 0x10000;
const hashBase = 2 ** 33;
const titleBase = 2 ** 50;
const highBase = 2 ** 32;
const titleHigh = titleBase / highBase;
/** Where the terms of sketches begin. */
export const sketchBase = 2 ** 52;
/** Among a million sketches, so many bits make two in seventy share a stretch by accident, and the terms
 * lie close enough together for a byte each. */
const sketchBits = 26;

const pairTerm = (first: number, second: number): Term => first * pairBase + second;
export const titleTerm = (term: Term): Term => titleBase + term;

/** The term of a stretch of a sketch: which, and the 32 bits it holds. */
export const sketchTerm = (stretch: number, bits: number): Term =>
  sketchBase + stretch * 2 ** sketchBits + (bits & (2 ** sketchBits - 1));

/** 48 bits of a hash over the UTF-16 units of a word. */
class WordHash {
  length = 0;
  private low = 0x811c9dc5;
  private high = 0x1000193;

  add(unit: number): void {
    this.low = Math.imul(this.low ^ unit, 0x01000193);
    this.high = Math.imul(this.high + unit, 0x85ebca6b) ^ (this.high >>> 13);
    this.length += 1;
  }

  /** The term of what was added; begins anew. */
  end(): Term {
    const term = hashBase + (this.high >>> 8) * 0x1000000 + (this.low >>> 8);
    this.low = 0x811c9dc5;
    this.high = 0x1000193;
    this.length = 0;
    return term;
  }
}

/** The term of a word that is no single character, or of a token. */
export function wordTerm(word: string): Term {
  const hash = new WordHash();
  for (let at = 0; at < word.length; at += 1) hash.add(word.charCodeAt(at));
  return hash.end();
}

export const termOfParts = (high: number, low: number): Term => high * highBase + low;
export const partsOfTerm = (term: Term): readonly [high: number, low: number] => [
  Math.floor(term / highBase),
  term >>> 0,
];

/** Takes the terms of an article. */
export interface TermTaker {
  /** A character, or two in a row. */
  plain(term: number): void;
  /** Any other, in parts: the bits above 32, and the lower 32. */
  other(high: number, low: number): void;
}

/** Tells every term of a packed article, some more than once. */
export function eachTerm(packed: Uint8Array, taker: TermTaker): void {
  const units = unpacked(packed);
  const hash = new WordHash();
  let before = 0;
  let isTitle = true;
  for (let at = 0; at < units.length; at += 1) {
    const unit = units[at] ?? 0;
    if (unit <= fieldEnd) {
      if (hash.length > 0) tellWord(hash, isTitle, taker);
      before = 0;
      if (unit === fieldEnd) isTitle = false;
    } else if (isCharacterUnit(unit)) {
      tellCharacter(before, unit, isTitle, taker);
      before = unit;
    } else hash.add(unit);
  }
}

function tellWord(hash: WordHash, isTitle: boolean, taker: TermTaker): void {
  const [high, low] = partsOfTerm(hash.end());
  taker.other(high, low);
  if (isTitle) taker.other(high + titleHigh, low);
}

function tellCharacter(before: number, unit: number, isTitle: boolean, taker: TermTaker): void {
  const pair = before * pairBase + unit;
  taker.plain(unit);
  if (before > 0) taker.plain(pair);
  if (!isTitle) return;
  taker.other(titleHigh, unit);
  if (before > 0) taker.other(titleHigh, pair);
}

/** The terms that words in a row hold; of characters that have neighbours the pairs, which say more. */
export function termsOf(words: readonly string[]): Term[] {
  const terms = new Set<Term>();
  for (const [at, word] of words.entries()) {
    const unit = unitOf(word);
    const [before, after] = [unitOf(words[at - 1]), unitOf(words[at + 1])];
    if (unit === 0) terms.add(wordTerm(word));
    else if (before === 0 && after === 0) terms.add(unit);
    else if (before > 0) terms.add(pairTerm(before, unit));
  }
  return [...terms];
}

/** Whether one term says all of words in a row: a word, or two characters. What is said twice (`ab ab`,
 * three times one character) has one term too, which does not say how often. */
export const isOneTerm = (words: readonly string[]): boolean =>
  words.length === 1 || (words.length === 2 && words.every((word) => unitOf(word) > 0));

/** The unit of a word that is a single character; 0: it is none. */
function unitOf(word: string | undefined): number {
  const unit = word?.length === 1 ? word.charCodeAt(0) : 0;
  return isCharacterUnit(unit) ? unit : 0;
}
