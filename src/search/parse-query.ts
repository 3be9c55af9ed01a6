import type { Clause, Phrase } from '../store/index.ts';
import { type Way, waysToWrite } from '../words/index.ts';
import { bothFilters, type TypedFilters, typedFilter } from './typed-filters.ts';
import { isOfWords, type TypedPart, typedParts } from './typed-parts.ts';

/** One piece of a query: what it asks for, and the text that says so. */
export interface Piece {
  readonly text: string;
  readonly clause?: Clause;
  readonly filters?: TypedFilters;
  /** What it was typed as; unset where it is several. */
  readonly part?: TypedPart;
}

/** A query understood. */
export interface ParsedQuery {
  readonly clauses: readonly Clause[];
  readonly filters: TypedFilters;
  /** All that counts, in the order in which it was typed. */
  readonly pieces: readonly Piece[];
}

/** Pieces of a query that count; more are a pasted article. */
const mostPieces = 50;

/**
 * Understands what a person typed: words parted by spaces must all be there; "in quotes" in a row and
 * as they are written; `one OR other`; `-so` not at all; `begin*`; `title:` and `author:` there alone;
 * `removed:` among what earlier revisions had and was taken away;
 * `source:`, `lang:`, `since:`, `until:`, `before:`, `date:`, `edited:`, `gone:` narrow. Names of
 * fields are Chinese too, marks of any width. Han, Kana and Hangul without spaces is a phrase by
 * itself. A word without quotes is found in other forms too, and as other regions write it.
 * Nothing a person types is an error: what cannot be meant is words. `now` (ms since 1970) is what
 * `7d` counts from; `language` (BCP 47) says whose forms; unset: that of `lang:`, else all known.
 */
export function parseQuery(
  text: string,
  { now = 0, language }: { readonly now?: number; readonly language?: string } = {},
): ParsedQuery {
  const parts = typedParts(text).slice(0, 4 * mostPieces);
  const narrowing = parts.map((part) => typedFilter(part, now));
  const filters = narrowing.reduce<TypedFilters>((all, one) => bothFilters(all, one ?? {}), {});
  const asked = filters.languages ?? [];
  const own = language ?? (asked.length === 1 ? asked[0] : undefined);
  const pieces = parts.flatMap((part, at) => {
    const filter = narrowing[at];
    return filter === undefined ? wordsOf(part, own) : [{ text: part.raw, filters: filter }];
  });
  const joined = joinEither(pieces).slice(0, mostPieces);
  return { pieces: joined, filters, clauses: joined.flatMap(({ clause }) => clause ?? []) };
}

/** A piece that asks for words, or a word that says that either of two will do. */
type Words = Piece & { readonly either?: boolean };

function wordsOf(part: TypedPart, language: string | undefined): Words[] {
  const { raw, field, quoted, exclude } = part;
  const isWords = field === undefined || isOfWords(field);
  // A name of a field whose value is none.
  if (!isWords) return raw.split(/\s+/).flatMap((word) => wordsOf(plainPart(word), language));
  const clause = clauseOf(part, language);
  const either = field === undefined && !quoted && !exclude && isEither(raw);
  if (clause === undefined) return either ? [{ text: raw, either }] : [];
  return [{ text: raw, clause, part, ...(either ? { either } : {}) }];
}

const plainPart = (raw: string): TypedPart => {
  const exclude = /^[-－−–]./u.test(raw);
  return { raw, exclude, value: exclude ? raw.slice(1) : raw, quoted: false };
};

const isEither = (raw: string): boolean => /^(?:OR|\|\|?|或|或者)$/.test(raw.normalize('NFKC'));

function clauseOf(
  { value, quoted, exclude, field }: TypedPart,
  language: string | undefined,
): Clause | undefined {
  // In a field a word stands as it is written; of no language endings are known.
  const ways = waysToWrite(value, field === undefined ? language : 'und');
  const [written] = ways;
  if (written === undefined) return undefined;
  const prefix = !quoted && /[*＊]$/.test(value);
  const asWritten = quoted || exclude || prefix;
  const anyOf = (asWritten ? [written] : ways).flatMap((way) => phrasesOf(way, prefix, field));
  const removed = field === 'removed';
  return { anyOf, ...(exclude ? { exclude } : {}), ...(removed ? { removed } : {}) };
}

function phrasesOf(way: Way, prefix: boolean, field: TypedPart['field']): Phrase[] {
  // What an article is found by besides its words is known of the whole article only.
  if (!('words' in way)) return field === undefined ? [way] : [];
  const only = field === 'title' || field === 'author' ? { field } : {};
  return [{ words: way.words, ...(prefix ? { prefix } : {}), ...only }];
}

/** Joins what stands on both sides of an OR; one that has nothing to join is a word, where it is one. */
function joinEither(pieces: readonly Words[]): Piece[] {
  const joined: Piece[] = [];
  for (let at = 0; at < pieces.length; at += 1) {
    const { either = false, ...piece } = pieces[at] ?? { text: '' };
    const [before, after] = [joined.at(-1), pieces[at + 1]];
    const isBetween = either && before !== undefined && after !== undefined && !after.either;
    if (!isBetween) {
      if (piece.clause !== undefined || piece.filters !== undefined) joined.push(piece);
      continue;
    }
    const clause = eitherOf(before.clause, after.clause);
    if (clause === undefined) continue;
    joined[joined.length - 1] = { text: `${before.text} ${piece.text} ${after.text}`, clause };
    at += 1;
  }
  return joined;
}

/** Undefined where both cannot be one clause: of filters, of what is excluded, and of what stands and
 * what was removed, all count. */
function eitherOf(one: Clause | undefined, other: Clause | undefined): Clause | undefined {
  if (one === undefined || other === undefined || one.exclude || other.exclude) return undefined;
  if (one.removed !== other.removed) return undefined;
  return { ...one, anyOf: [...one.anyOf, ...other.anyOf] };
}
