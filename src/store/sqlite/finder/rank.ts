import { byTime, newestOf } from './by-time.ts';
import type { Columns } from './columns.ts';
import { hasPhrase, PackedReader, type Sought, type SoughtClause, timesIn } from './evaluate.ts';
import { type Fields, fieldsOf, placeIn } from './packed-text.ts';
import { type Docs, inAny, inBoth, without } from './postings.ts';
import { docsOf, type Segment } from './segments.ts';
import type { Connection } from './tables.ts';
import { titleTerm } from './terms.ts';

/** A document and how well it fits; only the order means anything. */
export interface Ranked {
  readonly doc: number;
  readonly score: number;
}

/** Documents that are weighed by their words: those with everything in the title first, then the
 * latest on record. Behind them comes the rest by time. */
const mostWeighed = 300;
const mostTitled = 150;

/** What a place counts as: the title, the first bytes of the text (some 80 characters), the text. */
const inTitle = 3;
const inLead = 1;
const leadBytes = 130;
/** Another way of writing than the one that was typed counts a little less. */
const otherWay = 0.75;
/** A phrase counts fully when it comes often; saturation and length as in BM25. */
const saturation = 1.2;
const usualBytes = 1500;
const longerIsLess = 0.5;
const mostTimes = 12;
/** What is of today counts so much more than what is old; halved in a year. */
const freshness = 0.3;
const year = 365 * 24 * 3600_000;

export interface Ranking {
  readonly connection: Connection;
  readonly segments: readonly Segment[];
  readonly columns: Columns;
  readonly clauses: readonly SoughtClause[];
}

/** The best `count` of the documents found, the best first: title over lead over text, newer before
 * older. */
export function rankDocs(docs: Docs, ranking: Ranking, count: number): Ranked[] {
  const { columns } = ranking;
  const wanted = ranking.clauses.filter((clause) => !clause.exclude);
  const weighed = docs.length > mostWeighed ? choose(docs, wanted, ranking) : docs;
  const newest = docs.reduce((latest, doc) => Math.max(latest, columns.at[doc] ?? 0), 0);
  const ranked: Ranked[] = [];
  for (const { doc, packed } of new PackedReader(ranking.connection).read(weighed)) {
    const age = Math.max(0, newest - (columns.at[doc] ?? 0));
    ranked.push({ doc, score: weigh(packed, wanted) + freshness * 2 ** (-age / year) });
  }
  ranked.sort((one, other) => other.score - one.score || byTime(columns)(one.doc, other.doc));
  if (weighed.length === docs.length || count <= ranked.length) return ranked;
  const rest = newestOf(without(docs, weighed), columns, count - ranked.length);
  return [...ranked, ...rest.map((doc) => ({ doc, score: 0 }))];
}

function choose(docs: Docs, wanted: readonly SoughtClause[], ranking: Ranking): Docs {
  const titled = titledOnes(docs, wanted, ranking).slice(-mostTitled);
  const latest = docs.slice(-(mostWeighed - titled.length));
  return inAny([titled, latest]);
}

/** Those that hold the terms of every clause in their titles. */
function titledOnes(
  docs: Docs,
  wanted: readonly SoughtClause[],
  { connection, segments }: Ranking,
): Docs {
  const ofPhrase = (sought: Sought): Docs =>
    sought.field === 'also' || sought.field === 'author'
      ? new Uint32Array()
      : sought.terms
          .map((term) =>
            docsOf(connection, segments, sought.field === 'title' ? term : titleTerm(term)),
          )
          .reduce(inBoth);
  return wanted.map(({ anyOf }) => inAny(anyOf.map(ofPhrase))).reduce(inBoth, docs);
}

function weigh(packed: Buffer, wanted: readonly SoughtClause[]): number {
  const fields = fieldsOf(packed);
  return wanted.reduce((sum, clause) => sum + weighClause(packed, fields, clause), 0);
}

function weighClause(packed: Buffer, fields: Fields, { anyOf }: SoughtClause): number {
  let best = 0;
  for (const [at, sought] of anyOf.entries()) {
    if (!hasPhrase(packed, fields, sought)) continue;
    best = Math.max(best, weighPhrase(packed, fields, sought) * (at === 0 ? 1 : otherWay));
  }
  return best;
}

function weighPhrase(packed: Buffer, fields: Fields, sought: Sought): number {
  const { bytes } = sought;
  const isInTitle = placeIn(packed, bytes, fields.title) >= 0;
  const { from, to } = fields.body;
  const lead = { from, to: Math.min(to, from + leadBytes) };
  const isInLead = placeIn(packed, bytes, lead) >= 0;
  const times = timesIn(packed, fields, sought, mostTimes);
  const length = 1 - longerIsLess + (longerIsLess * (to - from)) / usualBytes;
  return (
    (isInTitle ? inTitle : 0) + (isInLead ? inLead : 0) + times / (times + saturation * length)
  );
}
