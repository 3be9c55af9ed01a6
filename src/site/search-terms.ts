import { indexWords } from '../words/index.ts';

/** A word that is one Han, Kana or Hangul character. */
const isCharacter = (word: string): boolean => {
  const code = word.codePointAt(0) ?? 0;
  return code >= 0x3041 && word.length <= 2 && [...word].length === 1 && /\p{L}/u.test(word);
};

/** What a text is found by: each word, two neighbouring characters as one, and the tokens of its stems,
 * dates and numbers. */
export function termsOf(text: string, language: string): Set<string> {
  const { spaced, also } = indexWords(text, language);
  const terms = new Set<string>(also);
  let before = '';
  for (const word of spaced.split(' ')) {
    if (word === '') continue;
    terms.add(word);
    const isOne = isCharacter(word);
    if (isOne && before !== '') terms.add(before + word);
    before = isOne ? word : '';
  }
  return terms;
}

/** The terms that all stand in a text that has these words in a row: of neighbouring characters the
 * pairs, which are rarer than either. */
export function termsOfRow(words: readonly string[]): string[] {
  const terms: string[] = [];
  for (const [at, word] of words.entries()) {
    const next = words[at + 1];
    const isOne = isCharacter(word);
    const pairs = isOne && next !== undefined && isCharacter(next);
    if (pairs) terms.push(word + next);
    const isPaired = isOne && at > 0 && isCharacter(words[at - 1] ?? '');
    if (!pairs && !isPaired) terms.push(word);
  }
  return terms;
}

/** A number below 2^32 that the terms of an index are ordered by (FNV-1a over UTF-16 units, mixed). */
export function placeOf(term: string): number {
  let sum = 0x811c9dc5;
  for (let at = 0; at < term.length; at += 1) {
    sum = Math.imul(sum ^ term.charCodeAt(at), 0x01000193);
  }
  sum = Math.imul(sum ^ (sum >>> 15), 0x2c1b3c6d);
  return (sum ^ (sum >>> 13)) >>> 0;
}

/** In which of so many pieces of an index the terms of a place stand: each has a stretch of all places. */
export const pieceAt = (place: number, pieces: number): number =>
  Math.floor((place / 2 ** 32) * pieces);
