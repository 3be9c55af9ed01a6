import { type Postings, packPostings, unpackPostings } from './postings.ts';
import { placeOf } from './search-terms.ts';

/** A term of a segment and what has it. */
export interface TermLine {
  readonly term: string;
  readonly place: number;
  readonly postings: Postings;
}

/** The order of an index: by place, so that each piece is a stretch of it, then by term. */
export const isBefore = (one: TermLine, other: TermLine): boolean =>
  one.place < other.place || (one.place === other.place && one.term < other.term);

/** Terms and what has them, in the order of an index. */
export function termLines(terms: ReadonlyMap<string, Postings>): TermLine[] {
  const lines = [...terms].map(([term, postings]) => ({ term, place: placeOf(term), postings }));
  return lines.sort((one, other) => (isBefore(one, other) ? -1 : 1));
}

/** As lines of a piece: the term, a space, its postings. */
export function* lineTexts(lines: Iterable<TermLine>): Generator<string> {
  for (const { term, postings } of lines) yield `${term} ${packPostings(postings)}`;
}

/** Reads such lines; `from` is added to the numbers of its documents. */
export function* parsedLines(lines: Iterable<string>, from: number): Generator<TermLine> {
  for (const line of lines) {
    const at = line.lastIndexOf(' ');
    const term = line.slice(0, at);
    yield { term, place: placeOf(term), postings: unpackPostings(line.slice(at + 1), from) };
  }
}

/** Lines of several parts of a segment as one row: what has a term in the first part comes first. */
export function* mergedLines(parts: readonly Iterator<TermLine>[]): Generator<TermLine> {
  const heads = parts.map((part) => part.next().value as TermLine | undefined);
  for (;;) {
    const least = leastOf(heads);
    if (least === undefined) return;
    const postings: number[] = [];
    for (const [at, head] of heads.entries()) {
      if (head?.term !== least.term) continue;
      for (const posting of head.postings) postings.push(posting);
      heads[at] = parts[at]?.next().value as TermLine | undefined;
    }
    yield { ...least, postings };
  }
}

function leastOf(heads: readonly (TermLine | undefined)[]): TermLine | undefined {
  let least: TermLine | undefined;
  for (const head of heads) {
    if (head !== undefined && (least === undefined || isBefore(head, least))) least = head;
  }
  return least;
}
