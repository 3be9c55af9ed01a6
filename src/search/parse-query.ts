import type { Clause } from '../store/index.ts';
import { searchWords, waysToWrite } from '../words/index.ts';

const part = /(-?)"([^"]*)"?|(\S+)/gu;

/**
 * What a person typed as clauses: words parted by spaces must all be there, "in quotes" in a row,
 * -so not at all; Han, Kana and Hangul without spaces is a phrase by itself, and stands for what other regions say instead (软件, 軟體) too; a `*` at the end lets
 * the word go on. Nothing a person types is an error.
 */
export function parseQuery(text: string): Clause[] {
  return [...text.matchAll(part)].flatMap(([raw, minus, quoted, bare = '']) => {
    const words = searchWords(quoted ?? bare).map((word) => word.word);
    if (words.length === 0) return [];
    const isBare = quoted === undefined;
    const exclude = minus === '-' || (isBare && raw.startsWith('-'));
    const clause = { words, ...(exclude ? { exclude } : {}) };
    if (!isBare) return [clause];
    if (raw.endsWith('*')) return [{ ...clause, prefix: true }];
    const others = otherWays(bare, words);
    return [others.length === 0 ? clause : { ...clause, others }];
  });
}

/** How other regions write a phrase. */
function otherWays(typed: string, words: readonly string[]): (readonly string[])[] {
  if (words.length < 2) return [];
  const ways = waysToWrite(typed).flatMap((way) => ('words' in way ? [way.words] : []));
  return ways.filter((way) => way.join(' ') !== words.join(' '));
}
