import { numberTokens } from './numbers.ts';
import { regionalPhrases } from './regional-phrases.ts';
import { eachWord, Spaced, spacedWords, wordsIn } from './search-words.ts';
import { type Stemmed, stemmed, stemmedLanguage, stemOf } from './stem.ts';

/** What a text is to be found by: its words in their order, and tokens it is found by besides. */
export interface IndexWords {
  /** Search words in their order, parted by single spaces. */
  readonly spaced: string;
  /** Stems (`en:harbour`), dates and grouped numbers (`d:20260105`, `n:1234567`), each once; no spaces. */
  readonly also: readonly string[];
}

/** One way in which what somebody asks for may stand in a text. */
export type Way =
  /** These search words in a row. */
  | { readonly words: readonly string[] }
  /** A token that texts are found by besides. */
  | { readonly also: string };

/** What an index stores of a text; words are stemmed where `language` (BCP 47) is one that is. */
export function indexWords(text: string, language: string): IndexWords {
  const also = numberTokens(text);
  const stems = stemmedLanguage(language);
  const spaced = new Spaced();
  eachWord(text, {
    one: (code) => spaced.one(code),
    word: (word) => {
      spaced.word(word);
      if (stems !== undefined && word.length > 3) addStem(word, stems, also);
    },
  });
  return { spaced: spaced.text(), also: [...also] };
}

/** Stems already made; the same few thousand words make up most of any text. */
const known = new Map<string, string>();
const mostKnown = 50_000;

function addStem(word: string, language: Stemmed, also: Set<string>): void {
  const key = `${language}:${word}`;
  let token = known.get(key);
  if (token === undefined) {
    if (known.size >= mostKnown) known.clear();
    token = `${language}:${stemOf(word, language)}`;
    known.set(key, token);
  }
  if (token !== key) also.add(token);
}

/**
 * The ways in which what somebody typed without spaces may stand in a text: as it is written (first),
 * as other regions say it (软件, 軟體), with another ending, as another form of the same date or
 * number. `language` (BCP 47) says whose endings; unset: those of every stemmed language. Each way is
 * folded; none when there are no words.
 */
export function waysToWrite(typed: string, language?: string): Way[] {
  const words = wordsIn(typed);
  const [first] = words;
  if (first === undefined) return [];
  const ways: Way[] = [{ words }, ...regionalWays(words).map((other) => ({ words: other }))];
  if (words.length === 1) ways.push(...stemWays(first, language));
  if (words.length === 1 && /^\d{4,}$/.test(first)) ways.push({ also: `n:${first}` });
  // The last is the most exact: a day after its month.
  const number = [...numberTokens(typed)].at(-1);
  if (number !== undefined) ways.push({ also: number });
  return ways;
}

function stemWays(word: string, language: string | undefined): Way[] {
  const own = language === undefined ? undefined : stemmedLanguage(language);
  const asked = language === undefined ? stemmed : own === undefined ? [] : [own];
  const plain = new Set<string>();
  const also = asked.map((one) => {
    const stem = stemOf(word, one);
    if (stem !== word) plain.add(stem);
    return { also: `${one}:${stem}` };
  });
  if (!/^\p{L}{3,}$/u.test(word)) return [];
  return [...[...plain].map((stem) => ({ words: [stem] })), ...also];
}

/** Each phrase (its words parted by spaces) with what other regions say instead. */
const regional = new Map<string, string[]>();
let longest = 0;

/** The table is read when it is first needed: most processes never ask. */
function regionalOnes(): ReadonlyMap<string, readonly string[]> {
  if (regional.size > 0) return regional;
  for (const pair of regionalPhrases.split(' ')) {
    const [one = '', other = ''] = pair.split('=').map(spacedWords);
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const) {
      regional.set(from, [...(regional.get(from) ?? []), to]);
      longest = Math.max(longest, from.split(' ').length);
    }
  }
  return regional;
}

/** Ways of one phrase, most: each is a search of its own. */
const mostWays = 8;

/** Rows of words in which phrases of one region stand as others say them; without the row itself. */
function regionalWays(words: readonly string[]): string[][] {
  const table = regionalOnes();
  let ways: string[][] = [[]];
  for (let at = 0; at < words.length; ) {
    const length = phraseAt(words, at, table);
    const written = words.slice(at, at + Math.max(length, 1));
    const others = length === 0 ? [] : (table.get(written.join(' ')) ?? []);
    const choices = [written, ...others.map((one) => one.split(' '))];
    ways = choices.flatMap((choice) => ways.map((way) => [...way, ...choice])).slice(0, mostWays);
    at += written.length;
  }
  return ways.slice(1);
}

/** How many words the longest phrase at this place has; 0: none. */
function phraseAt(
  words: readonly string[],
  at: number,
  table: ReadonlyMap<string, readonly string[]>,
): number {
  for (let length = Math.min(longest, words.length - at); length > 1; length -= 1) {
    if (table.has(words.slice(at, at + length).join(' '))) return length;
  }
  return 0;
}

/** Tells of search words whether they are forms of what such a token (`en:harbour`) stands for. */
export function formsOf(token: string): (word: string) => boolean {
  const colon = token.indexOf(':');
  const language = stemmedLanguage(token.slice(0, colon));
  if (language === undefined) return () => false;
  const stem = token.slice(colon + 1);
  const first = stem.charCodeAt(0);
  // Endings go, never beginnings: most words of a text need not be stemmed to know that they are none.
  return (word) => word.charCodeAt(0) === first && stemOf(word, language) === stem;
}
