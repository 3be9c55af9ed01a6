import { spacedWords } from '../../src/words/index.ts';
import type { Text } from './sets.ts';
import { type Pairs, pairOf } from './ways.ts';

/**
 * All pairs that are the same by the rule of `isSameText`, with shares that are counted instead of
 * estimated. Every pair of texts with four word runs in a row in common out of a quarter of all is
 * compared, so none that has the share of .6 is passed over but by a chance of some millions to one.
 */
export function exactPairs(texts: readonly Text[]): Pairs {
  const runs = texts.map(({ body }) => runsOf(body));
  const holders = holdersOf(runs);
  const found = new Set<number>();
  for (const [one, own] of runs.entries()) {
    for (const [other, count] of laterWith(one, own, holders)) {
      const [a, b] = [texts[one], texts[other]];
      if (count >= 4 && a && b && isSame(a, b, shareOf(own, runs[other]))) {
        found.add(pairOf(one, other));
      }
    }
  }
  return found;
}

/** Texts that hold a run, most, for it to be asked whether they are the same. */
const mostHolders = 200;
const isAsked = (run: number): boolean => run % 4 === 0;

/** Which texts hold each of a quarter of all runs. */
function holdersOf(runs: readonly Uint32Array[]): ReadonlyMap<number, readonly number[]> {
  const holders = new Map<number, number[]>();
  for (const [at, own] of runs.entries()) {
    for (const run of own) {
      if (!isAsked(run)) continue;
      const there = holders.get(run);
      if (there === undefined) holders.set(run, [at]);
      else there.push(at);
    }
  }
  return holders;
}

/** How many of these runs each later text has in common with one. */
function laterWith(
  one: number,
  own: Uint32Array,
  holders: ReadonlyMap<number, readonly number[]>,
): Map<number, number> {
  const common = new Map<number, number>();
  for (const run of own) {
    const places = isAsked(run) ? (holders.get(run) ?? []) : [];
    if (places.length > mostHolders) continue;
    for (const place of places) if (place > one) common.set(place, (common.get(place) ?? 0) + 1);
  }
  return common;
}

/** Of runs that ascend. */
function shareOf(one: Uint32Array, other: Uint32Array = new Uint32Array()): number {
  let [left, right, both] = [0, 0, 0];
  while (left < one.length && right < other.length) {
    const [mine, its] = [one[left] ?? 0, other[right] ?? 0];
    if (mine === its) both += 1;
    if (mine <= its) left += 1;
    if (its <= mine) right += 1;
  }
  return both / (one.length + other.length - both);
}

const leastShare = (words: number): number => (words < 100 ? 0.9 : words < 450 ? 0.75 : 0.6);

function isSame(a: Text, b: Text, share: number): boolean {
  if (share < leastShare(Number.POSITIVE_INFINITY)) return false;
  const [words, others] = [a.body.split(' '), b.body.split(' ')];
  const shorter = Math.min(words.length, others.length);
  if (shorter < 27 || share < leastShare(shorter)) return false;
  const isSure = share >= 0.85 && shorter >= 450;
  const numbers = shared(numbersOf(words), numbersOf(others));
  if (numbers.ofFewer < (isSure ? 0.75 : 0.8)) return false;
  if (shorter < 450 && numbers.ofAll < 0.5) return false;
  if (isSure && shorter >= 1000) return true;
  return shared(titlePairs(a), titlePairs(b)).ofFewer >= (numbers.ofAll < 0.5 ? 0.5 : 0.3);
}

/** Each number with the word that follows. */
const numbersOf = (words: readonly string[]): Set<string> =>
  new Set(
    words
      .slice(1)
      .flatMap((word, at) => (/[0-9]/.test(words[at] ?? '') ? `${words[at]} ${word}` : [])),
  );

/** Pairs of neighbours in a title. */
function titlePairs({ title }: Text): Set<string> {
  const own = title.replace(/[【[（(][^】\]）)]{0,40}[】\]）)]/g, ' ');
  const words = spacedWords(spacedWords(own).length > 8 ? own : title).split(' ');
  return new Set(
    words.length === 1 ? words : words.slice(1).map((word, at) => `${words[at]} ${word}`),
  );
}

function shared(one: ReadonlySet<string>, other: ReadonlySet<string>) {
  const [fewer, all] = [Math.min(one.size, other.size), one.size + other.size];
  const both = inBoth(one, other);
  if (fewer === 0) return { ofFewer: 1, ofAll: all === 0 ? 1 : 0 };
  return { ofFewer: both / fewer, ofAll: both / (all - both) };
}

function inBoth<Value>(one: ReadonlySet<Value>, other: ReadonlySet<Value>): number {
  let both = 0;
  for (const value of one) if (other.has(value)) both += 1;
  return both;
}

/** Each once, ascending. */
function runsOf(body: string): Uint32Array {
  const words = body.split(' ');
  const runs = new Set<number>();
  for (let at = 0; at + 4 <= words.length; at += 1) {
    let hash = 0x811c9dc5;
    for (const word of words.slice(at, at + 4)) {
      for (let unit = 0; unit < word.length; unit += 1) {
        hash = Math.imul(hash ^ word.charCodeAt(unit), 0x01000193);
      }
      hash = Math.imul(hash ^ 0x20, 0x01000193);
    }
    runs.add((hash ^ (hash >>> 15)) >>> 0);
  }
  return Uint32Array.from(runs).sort();
}
