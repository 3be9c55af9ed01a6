import { type List, noList } from './blocks.ts';
import type { FreshDoc } from './fresh.ts';
import { type Docs, joinDocs } from './postings.ts';
import { listIn, type Segment } from './segments.ts';
import type { Connection } from './tables.ts';
import type { Term } from './terms.ts';

/** What one search looks through; a term is looked up once in each segment, and only in those that are
 * asked. */
export class Searched {
  readonly connection: Connection;
  readonly fresh: readonly FreshDoc[];
  readonly segments: readonly Segment[];
  private readonly known = new Map<Term, (List | undefined)[]>();

  constructor(connection: Connection, segments: readonly Segment[], fresh: readonly FreshDoc[]) {
    this.connection = connection;
    this.segments = segments;
    this.fresh = fresh;
  }

  /** The list of a term in the segment of a number. */
  listIn(segment: number, term: Term): List {
    const known = this.known.get(term) ?? [];
    this.known.set(term, known);
    const id = this.segments[segment]?.id;
    known[segment] ??= id === undefined ? noList : listIn(this.connection, id, term);
    return known[segment];
  }

  /** All documents in segments that hold a term. */
  docsOf(term: Term): Docs {
    return joinDocs(this.segments.map((_, segment) => this.listIn(segment, term).docs()));
  }
}
