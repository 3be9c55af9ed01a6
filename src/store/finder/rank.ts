import type { Asking } from '../sql/asking.ts';
import { byTime, newestOf } from './by-time.ts';
import type { Columns } from './columns.ts';
import { verified } from './evaluate.ts';
import { joinRow } from './packed-text.ts';
import { type Docs, inAny, inBoth, joinDocs, without } from './postings.ts';
import { readPacked } from './read-packed.ts';
import type { Searched } from './searched.ts';
import type { Sought, SoughtClause } from './sought.ts';
import { type Term, titleTerm } from './terms.ts';
import type { Wanted } from './wanted.ts';
import { type WholeWords, weigh } from './weigh.ts';

/** A document and how well it fits; only the order means anything. */
export interface Ranked {
  readonly doc: number;
  readonly score: number;
}

/** Documents that are weighed by their words: those with everything in the title first, then the
 * latest on record. Behind them comes the rest by time. */
export const mostWeighed = 200;
const mostTitled = 100;

/** Of the best of them it is asked whether words are whole there, some 20 µs each: of as many for every
 * page, so that all pages are of one order. */
const mostJudged = 40;
/** What is of today counts so much more than what is old, halved in a year: less than being said once
 * more, so it decides between equals. */
const freshness = 0.1;
const year = 365 * 24 * 3600_000;

export interface Ranking {
  readonly searched: Searched;
  readonly columns: Columns;
  readonly clauses: readonly SoughtClause[];
  readonly isWhole?: WholeWords | undefined;
  /** Set where the documents given are only the last of those found: which others are wanted. */
  readonly older?: Wanted | undefined;
}

/** The best `count` of the documents found, the best first: title over lead over text, whole words over
 * neighbours by accident, newer before older. */
export function* rankDocs(docs: Docs, ranking: Ranking, count: number): Asking<Ranked[]> {
  const { columns } = ranking;
  const asked = ranking.clauses.filter((clause) => !clause.exclude);
  const wanted = [...asked, ...inARow(asked)];
  const weighed = docs.length > mostWeighed ? yield* choose(docs, asked, ranking) : docs;
  const newest = newestTime(weighed, columns);
  const fresh = (doc: number) =>
    freshness * 2 ** (-Math.max(0, newest - (columns.at[doc] ?? 0)) / year);
  const packed = new Map<number, Buffer>();
  yield* readPacked(weighed, (one) => {
    packed.set(one.doc, one.packed);
    return true;
  });
  const scored = (some: Iterable<[number, Buffer]>, isWhole?: WholeWords): Ranked[] =>
    Array.from(some, ([doc, words]) => ({
      doc,
      score: weigh(words, wanted, isWhole) + fresh(doc),
    }));
  const { isWhole } = ranking;
  let ranked = scored(packed).sort(better(columns));
  if (isWhole !== undefined && mayBeAccidents(wanted)) {
    const best = ranked
      .slice(0, mostJudged)
      .map(({ doc }): [number, Buffer] => [doc, packed.get(doc) ?? none]);
    ranked = [...scored(best, isWhole), ...ranked.slice(mostJudged)].sort(better(columns));
  }
  if (weighed.length === docs.length || count <= ranked.length) return ranked;
  const rest = newestOf(without(docs, weighed), columns, count - ranked.length);
  return [...ranked, ...rest.map((doc) => ({ doc, score: 0 }))];
}

const none = Buffer.alloc(0);

/** The time of the newest of documents. */
function newestTime(docs: Docs, { at }: Columns): number {
  let newest = 0;
  for (const doc of docs) newest = Math.max(newest, at[doc] ?? 0);
  return newest;
}

/** What was typed apart counts once more where it stands in a row. */
function inARow(asked: readonly SoughtClause[]): SoughtClause[] {
  const first = asked.flatMap(({ anyOf: [typed] }) =>
    typed?.field === undefined ? (typed ?? []) : [],
  );
  if (first.length < 2) return [];
  const bytes = joinRow(first.map((one) => one.bytes));
  const row: Sought = { bytes, field: undefined, terms: [], isSure: false, mayBeAccident: false };
  return [{ exclude: false, anyOf: [row] }];
}

function* choose(docs: Docs, wanted: readonly SoughtClause[], ranking: Ranking): Asking<Docs> {
  const titled = (yield* titledOnes(docs, wanted, ranking)).slice(-mostTitled);
  const latest = without(docs.subarray(-mostWeighed), titled).slice(titled.length - mostWeighed);
  return inAny([titled, latest]);
}

/** Those of documents, and of those wanted before them, that hold the terms of every clause in their
 * titles. */
function* titledOnes(docs: Docs, wanted: readonly SoughtClause[], ranking: Ranking): Asking<Docs> {
  const { searched, older, clauses } = ranking;
  const terms = wanted.flatMap(({ anyOf }) => anyOf.flatMap(titleTerms));
  for (const segment of searched.segments.keys()) yield* searched.lookUp(segment, terms);
  const lists: Docs[] = [];
  for (const { anyOf } of wanted) {
    const ofPhrases: Docs[] = [];
    for (const sought of anyOf) ofPhrases.push(yield* titledBy(searched, sought));
    lists.push(inAny(ofPhrases));
  }
  const known = lists.reduce(inBoth, docs);
  const [first = 0] = docs;
  if (older === undefined || known.length >= mostTitled || lists.length === 0) return known;
  const before = older.keep(lists.reduce(inBoth)).filter((doc) => doc < first);
  const held = yield* verified(before, clauses, mostTitled - known.length);
  return joinDocs([held, known]);
}

/** The terms that a title has in which a phrase stands; none where it stands elsewhere. */
function titleTerms({ field, terms }: Sought): readonly Term[] {
  if (field === 'also' || field === 'author') return [];
  return field === 'title' ? terms : terms.map(titleTerm);
}

/** Those that hold the terms of a phrase in their titles. */
function* titledBy(searched: Searched, sought: Sought): Asking<Docs> {
  const lists: Docs[] = [];
  for (const term of titleTerms(sought)) lists.push(yield* searched.docsOf(term));
  return lists.length === 0 ? new Uint32Array() : lists.reduce(inBoth);
}

const better =
  (columns: Columns) =>
  (one: Ranked, other: Ranked): number =>
    other.score - one.score || byTime(columns)(one.doc, other.doc);

const mayBeAccidents = (wanted: readonly SoughtClause[]): boolean =>
  wanted.some(({ anyOf }) => anyOf.some((sought) => sought.mayBeAccident));
