import type { Clause, Phrase } from '../queries.ts';
import { type Asking, all } from '../sql/asking.ts';
import { packPhrase } from './packed-text.ts';
import { isOneTerm, type Term, termsOf, titleTerm, wordTerm } from './terms.ts';
import { kindOf, knownKinds } from './token-kinds.ts';

/** A phrase ready to be looked for. */
export interface Sought {
  readonly bytes: Buffer;
  readonly field: 'title' | 'author' | 'also' | undefined;
  /** All of them are in a document that has the phrase. */
  readonly terms: readonly Term[];
  /** Whether a document that has all terms has the phrase. */
  readonly isSure: boolean;
  /** Whether it is a few Han characters, which may stand side by side by accident. */
  readonly mayBeAccident: boolean;
}

export interface SoughtClause {
  readonly exclude: boolean;
  readonly anyOf: readonly Sought[];
}

/** Words that a prefix may stand for, most. */
const mostWords = 300;

export function* soughtOf(clauses: readonly Clause[]): Asking<SoughtClause[]> {
  const kinds = yield* knownKinds();
  const isKnown = (phrase: Phrase) => !('also' in phrase) || kinds.has(kindOf(phrase.also));
  const found: SoughtClause[] = [];
  for (const { anyOf, exclude = false } of clauses) {
    const sought: Sought[] = [];
    for (const phrase of anyOf.filter((one, at) => at === 0 || isKnown(one))) {
      sought.push(...(yield* soughtPhrases(phrase)));
    }
    if (sought.length > 0 || !exclude) found.push({ exclude, anyOf: sought });
  }
  return found;
}

function* soughtPhrases(phrase: Phrase): Asking<Sought[]> {
  if ('also' in phrase) {
    const bytes = packPhrase([phrase.also]);
    const terms = [wordTerm(phrase.also)];
    return [{ bytes, field: 'also', terms, isSure: true, mayBeAccident: false }];
  }
  const { words, prefix = false, field } = phrase;
  const last = words.at(-1);
  if (last === undefined) return [];
  const ends = prefix ? yield* wordsFrom(last) : [last];
  return ends.map((end) => soughtRow([...words.slice(0, -1), end], field));
}

function soughtRow(words: readonly string[], field: 'title' | 'author' | undefined): Sought {
  const terms = termsOf(words);
  return {
    bytes: packPhrase(words),
    field,
    terms: field === 'title' ? terms.map(titleTerm) : terms,
    isSure: isOneTerm(words) && field !== 'author',
    mayBeAccident: /^\p{Script=Han}{2,4}$/u.test(words.join('')),
  };
}

/** The words of the archive that begin so; the beginning itself too. */
function* wordsFrom(beginning: string): Asking<string[]> {
  const rows = yield* all<{ word: string }>(
    'select word from find_words where word >= ? and word < ? order by word limit ?',
    beginning,
    `${beginning}\uffff`,
    mostWords,
  );
  return [...new Set([beginning, ...rows.map(({ word }) => word)])];
}
