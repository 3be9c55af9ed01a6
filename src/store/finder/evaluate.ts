import type { Asking } from '../sql/asking.ts';
import { heldInTable } from './held-in-table.ts';
import { type Fields, fieldsOf, placeIn, type Span } from './packed-text.ts';
import { type Docs, inAny, inBoth, joinDocs, without } from './postings.ts';
import { readPacked } from './read-packed.ts';
import type { Searched } from './searched.ts';
import type { Sought, SoughtClause } from './sought.ts';
import type { Wanted } from './wanted.ts';

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
export function* evaluate(
  searched: Searched,
  clauses: readonly SoughtClause[],
  wanted: Wanted,
  most = Number.POSITIVE_INFINITY,
): Asking<Docs> {
  const fresh = searched.fresh
    .filter(({ doc, packed }) => wanted.passes(doc) && holds(packed, clauses))
    .map(({ doc }) => doc);
  const parts: Docs[] = [Uint32Array.from(fresh)];
  const terms = clauses.flatMap(({ anyOf }) => anyOf.flatMap((sought) => sought.terms));
  let room = most - fresh.length;
  for (let segment = searched.segments.length - 1; segment >= 0 && room > 0; segment -= 1) {
    if (!wanted.mayPass(stretchOf(searched, segment))) continue;
    yield* searched.lookUp(segment, terms);
    const { docs, isSure } = candidates(searched, segment, clauses);
    const whole = isSure
      ? wanted.keep(docs, room)
      : yield* verified(wanted.keep(docs), clauses, room);
    parts.push(whole);
    room -= whole.length;
  }
  return joinDocs(parts.reverse());
}

/** The last so many of documents that hold every clause, which takes looking at them. */
export function* verified(
  docs: Docs,
  clauses: readonly SoughtClause[],
  most: number,
): Asking<Docs> {
  const held = yield* heldInTable(docs, clauses, most);
  if (held !== undefined) return held;
  const kept: number[] = [];
  yield* readPacked(docs.slice().reverse(), ({ doc, packed }) => {
    if (holds(packed, clauses)) kept.push(doc);
    return kept.length < most;
  });
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

/** The documents in a segment. */
function stretchOf({ segments }: Searched, segment: number) {
  const before = segments[segment - 1]?.last ?? 0;
  return { first: before + 1, last: segments[segment]?.last ?? before };
}

function allDocs(searched: Searched, segment: number): Docs {
  const { first, last } = stretchOf(searched, segment);
  const docs = new Uint32Array(last + 1 - first);
  for (let at = 0; at < docs.length; at += 1) docs[at] = first + at;
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
