import type { WordQuery } from '../../queries.ts';
import type { Columns } from './columns.ts';
import type { NearSketches } from './near-sketches.ts';
import type { Docs } from './postings.ts';
import { hasSketches, sketchAt } from './sketches.ts';
import { type Connection, statement } from './tables.ts';

/** Articles of one text that are brought together, most. */
const mostTogether = 200;

/** Which of the documents found are of the same text. */
export class SameTexts {
  private readonly known = new Map<number, readonly number[]>();
  private readonly connection: Connection;
  private readonly docs: Docs;
  private readonly columns: Columns;
  private readonly isSame: NonNullable<WordQuery['isSame']>;
  /** Undefined where nothing can be told. */
  private readonly near: NearSketches | undefined;

  constructor(
    connection: Connection,
    found: {
      readonly docs: Docs;
      readonly columns: Columns;
      readonly isSame: NonNullable<WordQuery['isSame']>;
      readonly near: NearSketches;
    },
  ) {
    this.connection = connection;
    this.docs = found.docs;
    this.columns = found.columns;
    this.isSame = found.isSame;
    this.near = hasSketches(connection) ? found.near.refresh() : undefined;
  }

  /** The document and those of the same text, by number; what is the same as the same is the same too, so
   * whichever of them is asked for, the answer is one. */
  of(doc: number): readonly number[] {
    const known = this.known.get(doc);
    if (known !== undefined) return known;
    const together = this.near === undefined ? [doc] : this.gather(doc, this.near);
    for (const one of together) this.known.set(one, together);
    return together;
  }

  private gather(doc: number, near: NearSketches): readonly number[] {
    const together = new Set([doc]);
    for (const one of together) {
      for (const other of this.sameAs(one, near)) {
        if (together.size < mostTogether) together.add(other);
      }
    }
    return [...together].sort((one, other) => one - other);
  }

  private sameAs(doc: number, sketches: NearSketches): number[] {
    const ord = this.columns.ord[doc] ?? 0;
    const sketch = sketchAt(this.connection, ord);
    if (sketch === undefined) return [];
    return sketches
      .to(sketch)
      .filter((near) => near.ord !== ord && this.isSame(sketch, near.sketch))
      .flatMap((near) => this.found(near.ord));
  }

  /** The document of an article where it is found. */
  private found(ord: number): number[] {
    const row = statement<[number], { doc: number }>(
      this.connection,
      'select doc from find_docs where ord = ?',
    ).get(ord);
    return row !== undefined && isIn(this.docs, row.doc) ? [row.doc] : [];
  }
}

/** Whether a number is among these, which ascend. */
function isIn(docs: Docs, doc: number): boolean {
  let [from, to] = [0, docs.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((docs[middle] ?? 0) < doc) from = middle + 1;
    else to = middle;
  }
  return docs[from] === doc;
}
