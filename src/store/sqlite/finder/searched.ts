import type { FreshDoc } from './fresh.ts';
import type { Docs } from './postings.ts';
import { docsOf, type Segment } from './segments.ts';
import type { Connection } from './tables.ts';
import type { Term } from './terms.ts';

/** What one search looks through; a term is looked up once, however often it is asked for. */
export class Searched {
  readonly connection: Connection;
  readonly fresh: readonly FreshDoc[];
  private readonly segments: readonly Segment[];
  private readonly known = new Map<Term, Docs>();

  constructor(connection: Connection, segments: readonly Segment[], fresh: readonly FreshDoc[]) {
    this.connection = connection;
    this.segments = segments;
    this.fresh = fresh;
  }

  /** The last document in a segment; 0: there is none. */
  get last(): number {
    return this.segments.at(-1)?.last ?? 0;
  }

  /** The documents in segments that hold a term. */
  docsOf(term: Term): Docs {
    const docs = this.known.get(term) ?? docsOf(this.connection, this.segments, term);
    this.known.set(term, docs);
    return docs;
  }
}
