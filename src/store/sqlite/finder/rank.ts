import { byTime, newestOf } from './by-time.ts';
import type { Columns } from './columns.ts';
import { verified } from './evaluate.ts';
import { joinRow } from './packed-text.ts';
import { type Docs, inAny, inBoth, joinDocs, without } from './postings.ts';
import { readPacked } from './read-packed.ts';
import type { Searched } from './searched.ts';
import type { Sought, SoughtClause } from './sought.ts';
import { titleTerm } from './terms.ts';
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
export function rankDocs(docs: Docs, ranking: Ranking, count: number): Ranked[] {
  const { columns } = ranking;
  const asked = ranking.clauses.filter((clause) => !clause.exclude);
  const wanted = [...asked, ...inARow(asked)];
  const weighed = docs.length > mostWeighed ? choose(docs, asked, ranking) : docs;
  const newest = newestTime(weighed, columns);
  const fresh = (doc: number) =>
    freshness * 2 ** (-Math.max(0, newest - (columns.at[doc] ?? 0)) / year);
  const read = readPacked(ranking.searched.connection, weighed);
  const packed = new Map(Array.from(read, (one) => [one.doc, one.packed]));
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

function choose(docs: Docs, wanted: readonly SoughtClause[], ranking: Ranking): Docs {
  const titled = titledOnes(docs, wanted, ranking).slice(-mostTitled);
  const latest = without(docs.subarray(-mostWeighed), titled).slice(titled.length - mostWeighed);
  return inAny([titled, latest]);
}

/** Those of documents, and of those wanted before them, that hold the terms of every clause in their
 * titles. */
function titledOnes(docs: Docs, wanted: readonly SoughtClause[], ranking: Ranking): Docs {
  const { searched, older, clauses } = ranking;
  const ofPhrase = (sought: Sought): Docs =>
    sought.field === 'also' || sought.field === 'author'
      ? new Uint32Array()
      : sought.terms
          .map((term) => searched.docsOf(sought.field === 'title' ? term : titleTerm(term)))
          .reduce(inBoth);
  const lists = wanted.map(({ anyOf }) => inAny(anyOf.map(ofPhrase)));
  const known = lists.reduce(inBoth, docs);
  const [first = 0] = docs;
  if (older === undefined || known.length >= mostTitled || lists.length === 0) return known;
  const before = older.keep(lists.reduce(inBoth)).filter((doc) => doc < first);
  const held = verified(searched.connection, before, clauses, mostTitled - known.length);
  return joinDocs([held, known]);
}

const better =
  (columns: Columns) =>
  (one: Ranked, other: Ranked): number =>
    other.score - one.score || byTime(columns)(one.doc, other.doc);

const mayBeAccidents = (wanted: readonly SoughtClause[]): boolean =>
  wanted.some(({ anyOf }) => anyOf.some((sought) => sought.mayBeAccident));
