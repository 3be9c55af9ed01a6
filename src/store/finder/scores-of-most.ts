import type { Asking } from '../sql/asking.ts';
import { byTime } from './by-time.ts';
import type { Columns } from './columns.ts';
import type { FreshDoc } from './fresh.ts';
import { type Docs, inAny } from './postings.ts';
import type { Ranked } from './rank.ts';
import type { Searched } from './searched.ts';
import { eachTerm, type Term, termOfParts, termsOf, titleTerm } from './terms.ts';

/** So much of what is asked for is most of it. */
const most = 2 / 3;

/** A term of those asked for, with the documents that hold it. */
interface Held {
  readonly term: Term;
  readonly docs: Docs;
}

/** How much of rows of words each document holds that holds most of them: two in three of their words
 * and pairs of neighbours; the rarer counts more, and in the title once more. */
export function* scoresOfMost(
  searched: Searched,
  rows: readonly (readonly string[])[],
): Asking<ReadonlyMap<number, number>> {
  const terms = [...new Set(rows.flatMap(termsOf))];
  if (terms.length === 0) return new Map();
  const fresh = termsOfFresh(searched.fresh);
  const both = [...terms, ...terms.map(titleTerm)];
  for (const segment of searched.segments.keys()) yield* searched.lookUp(segment, both);
  const held: Held[] = [];
  for (const term of terms) held.push({ term, docs: yield* searched.docsOf(term) });
  held.sort((one, other) => one.docs.length - other.docs.length);
  const least = Math.ceil(most * terms.length);
  // Who misses all of so many misses too much.
  const some = held.slice(0, terms.length - least + 1).map(({ docs }) => docs);
  const tally = new Tally(inAny(some));
  const ofFresh = [...fresh].map(([doc, own]) => ({ doc, own, count: 0, score: 0 }));
  const all = docsCount(held, fresh.size);
  for (const { term, docs } of held) {
    const weight = Math.log(1 + all / (docs.length + 1));
    const titled = titleTerm(term);
    tally.add(docs, 1, weight);
    tally.add(yield* searched.docsOf(titled), 0, weight);
    for (const one of ofFresh) {
      if (one.own.has(term)) one.count += 1;
      one.score += weight * (Number(one.own.has(term)) + Number(one.own.has(titled)));
    }
  }
  const kept = ofFresh.filter(({ count }) => count >= least);
  return new Map([...tally.from(least), ...kept.map(({ doc, score }) => [doc, score] as const)]);
}

/** What is counted of documents that may have most. */
class Tally {
  private readonly docs: Docs;
  private readonly counts: Uint16Array;
  private readonly scores: Float64Array;

  constructor(docs: Docs) {
    this.docs = docs;
    this.counts = new Uint16Array(docs.length);
    this.scores = new Float64Array(docs.length);
  }

  /** Adds to those that are among others, which ascend too. */
  add(others: Docs, count: number, score: number): void {
    const { docs, counts, scores } = this;
    let place = 0;
    for (const doc of others) {
      while (place < docs.length && (docs[place] ?? 0) < doc) place += 1;
      if (place === docs.length) return;
      if (docs[place] !== doc) continue;
      counts[place] = (counts[place] ?? 0) + count;
      scores[place] = (scores[place] ?? 0) + score;
    }
  }

  /** The documents that were counted so often, with their scores. */
  *from(least: number): Generator<readonly [number, number]> {
    for (const [place, count] of this.counts.entries()) {
      if (count >= least) yield [this.docs[place] ?? 0, this.scores[place] ?? 0];
    }
  }
}

const docsCount = (held: readonly Held[], fresh: number): number =>
  fresh + Math.max(0, ...held.map(({ docs }) => docs.at(-1) ?? 0));

/** The terms of documents that are in no segment yet. */
function termsOfFresh(fresh: readonly FreshDoc[]): Map<number, Set<Term>> {
  return new Map(
    fresh.map(({ doc, packed }) => {
      const terms = new Set<Term>();
      eachTerm(packed, {
        plain: (term) => terms.add(term),
        other: (high, low) => terms.add(termOfParts(high, low)),
      });
      return [doc, terms];
    }),
  );
}

/** By how much of it they have, the newer first among equals. */
export function rankMost(
  docs: Docs,
  scores: ReadonlyMap<number, number>,
  columns: Columns,
): Ranked[] {
  const inOrder = byTime(columns);
  return Array.from(docs, (doc) => ({ doc, score: scores.get(doc) ?? 0 })).sort(
    (one, other) => other.score - one.score || inOrder(one.doc, other.doc),
  );
}
