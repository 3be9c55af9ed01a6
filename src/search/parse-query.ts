import type { Clause } from '../store/index.ts';
import { searchWords } from '../words/index.ts';

const part = /(-?)"([^"]*)"?|(\S+)/gu;

/**
 * What a person typed as clauses: words parted by spaces must all be there, "in quotes" in a row,
 * -so not at all; Han, Kana and Hangul without spaces is a phrase by itself; a `*` at the end lets
 * the word go on. Nothing a person types is an error.
 */
export function parseQuery(text: string): Clause[] {
  return [...text.matchAll(part)].flatMap(([raw, quotedMinus, quoted, bare]) => {
    const exclude =
      quotedMinus === '-' || (quoted === undefined && raw.startsWith('-') && raw.length > 1);
    const words = searchWords(quoted ?? bare ?? '').map((word) => word.word);
    if (words.length === 0) return [];
    const prefix = quoted === undefined && raw.endsWith('*');
    return [{ words, ...(prefix ? { prefix } : {}), ...(exclude ? { exclude } : {}) }];
  });
}
