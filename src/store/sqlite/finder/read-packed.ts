import type { Docs } from './postings.ts';
import { type Connection, rowsOf } from './tables.ts';

export interface PackedDoc {
  readonly doc: number;
  readonly packed: Buffer;
}

/** Documents read at once: a quarter less time each than one by one, and few too many where only the
 * first are needed. */
const atOnce = 64;

/** Reads packed articles in the order of their numbers, which ascend or descend; those that are no more
 * are passed over. */
export function* readPacked(connection: Connection, docs: Docs): Generator<PackedDoc> {
  const descends = (docs[0] ?? 0) > (docs.at(-1) ?? 0);
  for (let from = 0; from < docs.length; from += atOnce) {
    const some = docs.subarray(from, from + atOnce);
    const rows = rowsOf<PackedDoc>(connection, 'select doc, packed from find_docs', some);
    yield* descends ? rows.reverse() : rows;
  }
}
