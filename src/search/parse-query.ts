import type { Clause, Phrase } from '../store/index.ts';
import { type Way, waysToWrite } from '../words/index.ts';

const part = /(-?)"([^"]*)"?|(\S+)/gu;

/**
 * What a person typed as clauses: words parted by spaces must all be there, "in quotes" in a row and
 * as they are written, -so not at all; Han, Kana and Hangul without spaces is a phrase by itself; a `*`
 * at the end lets the word go on. A word without quotes is found in other forms too, and as other
 * regions write it. `language` (BCP 47) says whose forms; unset: those of every language known.
 * Nothing a person types is an error.
 */
export function parseQuery(text: string, language?: string): Clause[] {
  return [...text.matchAll(part)].flatMap(([raw, quotedMinus, quoted, bare]) => {
    const exclude =
      quotedMinus === '-' || (quoted === undefined && raw.startsWith('-') && raw.length > 1);
    const ways = waysToWrite(quoted ?? bare ?? '', language);
    const [written] = ways;
    if (written === undefined) return [];
    const prefix = quoted === undefined && raw.endsWith('*');
    const asWritten = quoted !== undefined || exclude || prefix;
    const anyOf = (asWritten ? [written] : ways).map((way) => phraseOf(way, prefix));
    return [{ anyOf, ...(exclude ? { exclude } : {}) }];
  });
}

const phraseOf = (way: Way, prefix: boolean): Phrase =>
  'words' in way && prefix ? { words: way.words, prefix } : way;
