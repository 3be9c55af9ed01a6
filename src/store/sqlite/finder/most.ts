import { byTime } from './by-time.ts';
import type { Columns } from './columns.ts';
import type { FreshDoc } from './fresh.ts';
import { type Docs, inAny, inBoth } from './postings.ts';
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
export function scoresOfMost(
  searched: Searched,
  rows: readonly (readonly string[])[],
): ReadonlyMap<number, number> {
  const terms = [...new Set(rows.flatMap(termsOf))];
  const fresh = termsOfFresh(searched.fresh);
  const held = terms
    .map((term) => ({ term, docs: searched.docsOf(term) }))
    .sort((one, other) => one.docs.length - other.docs.length);
  const least = Math.ceil(most * terms.length);
  // Who misses all of so many misses too much.
  const some = held.slice(0, terms.length - least + 1).map(({ docs }) => docs);
  const maybe = inAny([...some, Uint32Array.from(fresh.keys())]);
  const all = docsCount(held, fresh.size);
  const [counts, scores] = [new Map<number, number>(), new Map<number, number>()];
  const add = (scored: Map<number, number>, doc: number, more: number) =>
    scored.set(doc, (scored.get(doc) ?? 0) + more);
  const holders = (term: Term, docs: Docs): Iterable<number> => [
    ...inBoth(maybe, docs),
    ...[...fresh].filter(([, own]) => own.has(term)).map(([doc]) => doc),
  ];
  for (const { term, docs } of held) {
    const weight = Math.log(1 + all / (docs.length + 1));
    for (const doc of holders(term, docs)) {
      add(counts, doc, 1);
      add(scores, doc, weight);
    }
    const titled = titleTerm(term);
    for (const doc of holders(titled, searched.docsOf(titled))) {
      add(scores, doc, weight);
    }
  }
  return new Map(
    [...scores].filter(([doc]) => terms.length > 0 && (counts.get(doc) ?? 0) >= least),
  );
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
