import type { Clause, Phrase } from '../../queries.ts';
import { packPhrase } from './packed-text.ts';
import { type Connection, statement } from './tables.ts';
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

export function soughtOf(connection: Connection, clauses: readonly Clause[]): SoughtClause[] {
  const kinds = knownKinds(connection);
  const isKnown = (phrase: Phrase) => !('also' in phrase) || kinds.has(kindOf(phrase.also));
  return clauses
    .map(({ anyOf, exclude = false }) => ({
      exclude,
      anyOf: anyOf
        .filter((phrase, at) => at === 0 || isKnown(phrase))
        .flatMap((phrase) => soughtPhrases(connection, phrase)),
    }))
    .filter((clause) => clause.anyOf.length > 0 || !clause.exclude);
}

function soughtPhrases(connection: Connection, phrase: Phrase): Sought[] {
  if ('also' in phrase) {
    const bytes = packPhrase([phrase.also]);
    const terms = [wordTerm(phrase.also)];
    return [{ bytes, field: 'also', terms, isSure: true, mayBeAccident: false }];
  }
  const { words, prefix = false, field } = phrase;
  const last = words.at(-1);
  if (last === undefined) return [];
  const ends = prefix ? wordsFrom(connection, last) : [last];
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
function wordsFrom(connection: Connection, beginning: string): string[] {
  const rows = statement<[string, string, number], { word: string }>(
    connection,
    'select word from find_words where word >= ? and word < ? order by word limit ?',
  ).all(beginning, `${beginning}\uffff`, mostWords);
  return [...new Set([beginning, ...rows.map(({ word }) => word)])];
}
