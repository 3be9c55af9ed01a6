import type { Asking } from '../sql/asking.ts';
import { type List, noList } from './blocks.ts';
import type { FreshDoc } from './fresh.ts';
import { type Docs, joinDocs } from './postings.ts';
import { listsIn, type Segment } from './segments.ts';
import type { Term } from './terms.ts';

/** What one search looks through; a term is looked up once in each segment, and only in those that are
 * asked. */
export class Searched {
  readonly fresh: readonly FreshDoc[];
  readonly segments: readonly Segment[];
  /** By the number of the segment. */
  private readonly known: Map<Term, List>[] = [];

  constructor(segments: readonly Segment[], fresh: readonly FreshDoc[]) {
    this.segments = segments;
    this.fresh = fresh;
  }

  /** Looks terms up in the segment of a number, all of those that are not known in one question. */
  *lookUp(segment: number, terms: readonly Term[]): Asking<void> {
    const id = this.segments[segment]?.id;
    const known = this.known[segment] ?? new Map<Term, List>();
    this.known[segment] = known;
    const unknown = [...new Set(terms)].filter((term) => !known.has(term));
    if (id === undefined || unknown.length === 0) return;
    for (const [term, list] of yield* listsIn(id, unknown)) known.set(term, list);
  }

  /** The list of a term that was looked up in the segment of a number. */
  listIn(segment: number, term: Term): List {
    return this.known[segment]?.get(term) ?? noList;
  }

  /** All documents in segments that hold a term. */
  *docsOf(term: Term): Asking<Docs> {
    for (const segment of this.segments.keys()) yield* this.lookUp(segment, [term]);
    return joinDocs(this.segments.map((_, segment) => this.listIn(segment, term).docs()));
  }
}
