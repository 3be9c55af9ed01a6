import type { Clause, Phrase } from '../../queries.ts';
import { type Fields, fieldsOf, packPhrase, placeIn, type Span } from './packed-text.ts';
import { type Docs, inAny, inBoth, joinDocs, without } from './postings.ts';
import { readPacked } from './read-packed.ts';
import type { Searched } from './searched.ts';
import { type Connection, statement } from './tables.ts';
import { type Term, termsOf, titleTerm, wordTerm } from './terms.ts';
import { kindOf, knownKinds } from './token-kinds.ts';
import type { Wanted } from './wanted.ts';

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
    isSure: terms.length === 1 && field !== 'author',
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

/** Whether a packed article has a phrase. */
export function hasPhrase(packed: Buffer, fields: Fields, sought: Sought): boolean {
  return spansOf(fields, sought).some((span) => placeIn(packed, sought.bytes, span) >= 0);
}

const spansOf = (fields: Fields, { field }: Sought): Span[] => {
  if (field === 'also') return [fields.also];
  if (field === 'title') return [fields.title];
  if (field === 'author') return [fields.authors];
  return [fields.title, fields.authors, fields.body];
};

export function holds(packed: Buffer, clauses: readonly SoughtClause[]): boolean {
  if (!mayHold(packed, clauses)) return false;
  const fields = fieldsOf(packed);
  return clauses.every(
    ({ exclude, anyOf }) => exclude !== anyOf.some((one) => hasPhrase(packed, fields, one)),
  );
}

/** Whether what each clause asks for stands anywhere: most articles are done with by that alone. */
const mayHold = (packed: Buffer, clauses: readonly SoughtClause[]): boolean =>
  clauses.every(
    ({ exclude, anyOf }) => exclude || anyOf.some(({ bytes }) => packed.includes(bytes)),
  );

/** What may hold all clauses by the index, and whether it surely does. */
interface Candidates {
  readonly docs: Docs;
  readonly isSure: boolean;
}

/**
 * The documents, ascending, that hold every clause; where none is to be held, all but those that hold
 * what is excluded. `wanted` says by facts alone which are looked at. Of more than `most` the last: the
 * segments are gone through from the last on, until there are so many.
 */
export function evaluate(
  searched: Searched,
  clauses: readonly SoughtClause[],
  wanted: Wanted,
  most = Number.POSITIVE_INFINITY,
): Docs {
  const fresh = searched.fresh
    .filter(({ doc, packed }) => wanted.passes(doc) && holds(packed, clauses))
    .map(({ doc }) => doc);
  const parts: Docs[] = [Uint32Array.from(fresh)];
  let room = most - fresh.length;
  for (let segment = searched.segments.length - 1; segment >= 0 && room > 0; segment -= 1) {
    const { docs, isSure } = candidates(searched, segment, clauses);
    const whole = isSure
      ? wanted.keep(docs, room)
      : verified(searched.connection, wanted.keep(docs), clauses, room);
    parts.push(whole);
    room -= whole.length;
  }
  return joinDocs(parts.reverse());
}

/** The last so many of documents that hold every clause, which takes reading them. */
export function verified(
  connection: Connection,
  docs: Docs,
  clauses: readonly SoughtClause[],
  most: number,
): Docs {
  const kept: number[] = [];
  for (const { doc, packed } of readPacked(connection, docs.slice().reverse())) {
    if (!holds(packed, clauses)) continue;
    kept.push(doc);
    if (kept.length >= most) break;
  }
  return Uint32Array.from(kept.reverse());
}

function candidates(
  searched: Searched,
  segment: number,
  clauses: readonly SoughtClause[],
): Candidates {
  const all = clauses.map((clause) => ({ clause, ...candidatesOf(clause, searched, segment) }));
  const wanted = all.filter(({ clause }) => !clause.exclude).map(({ docs }) => docs);
  wanted.sort((one, other) => one.length - other.length);
  const [first = allDocs(searched, segment), ...rest] = wanted;
  const unwanted = all.filter(({ clause, isSure }) => clause.exclude && isSure);
  return {
    docs: unwanted.reduce((docs, one) => without(docs, one.docs), rest.reduce(inBoth, first)),
    isSure: all.every((one) => one.isSure),
  };
}

function allDocs({ segments }: Searched, segment: number): Docs {
  const before = segments[segment - 1]?.last ?? 0;
  const docs = new Uint32Array((segments[segment]?.last ?? before) - before);
  for (let at = 0; at < docs.length; at += 1) docs[at] = before + at + 1;
  return docs;
}

/** To unpack so many documents of a list takes as long as to read one. */
const unpackedForOneRead = 800;

function candidatesOf({ anyOf }: SoughtClause, searched: Searched, segment: number): Candidates {
  const each = anyOf.map(({ terms, isSure }) => {
    const lists = terms
      .map((term) => searched.listIn(segment, term))
      .sort((one, other) => one.count - other.count);
    const [first, ...rest] = lists;
    let docs = first?.docs() ?? new Uint32Array();
    for (const list of rest) {
      // What remains is read anyway where the terms alone do not tell for sure.
      if (!isSure && docs.length * unpackedForOneRead < list.count) break;
      docs = inBoth(docs, list.docs());
    }
    return docs;
  });
  return { docs: inAny(each), isSure: anyOf.every((one) => one.isSure) };
}
