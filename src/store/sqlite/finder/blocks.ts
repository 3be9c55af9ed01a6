import { ByteReader, ByteWriter, type Docs } from './postings.ts';
import type { Term } from './terms.ts';

/** A stretch of terms with their documents, as one row: for each term, ascending, the difference from
 * the term before (from 0 for the first), the bytes that follow, and the documents as differences. */
export interface Block {
  readonly first: Term;
  readonly bytes: Buffer;
}

/** A term and its packed documents. */
export interface Entry {
  readonly term: Term;
  readonly packed: Uint8Array;
}

/** A block and its row fit into one page of the database. */
const full = 3900;

/** Packs terms that come ascending into blocks, and gives each away when it is full. */
export class BlockWriter {
  private readonly writer = new ByteWriter();
  private first: Term = 0;
  private last: Term = 0;
  private readonly give: (block: Block) => void;

  constructor(give: (block: Block) => void) {
    this.give = give;
  }

  put(term: Term, packed: Uint8Array): void {
    if (this.writer.length > 0 && this.writer.length + packed.length > full) this.end();
    if (this.writer.length === 0) {
      this.first = term;
      this.last = 0;
    }
    this.writer.varint(term - this.last);
    this.writer.varint(packed.length);
    this.writer.append(packed);
    this.last = term;
  }

  end(): void {
    if (this.writer.length > 0) this.give({ first: this.first, bytes: this.writer.take() });
  }
}

/** The terms of a block, ascending. */
export function* entriesOf(bytes: Uint8Array): Generator<Entry> {
  const reader = new ByteReader(bytes);
  let term = 0;
  while (!reader.ended) {
    term += reader.varint();
    yield { term, packed: reader.slice(reader.varint()) };
  }
}

/** The packed documents of a term in a block; undefined when it is not there. */
export function findEntry(bytes: Uint8Array, wanted: Term): Uint8Array | undefined {
  const reader = new ByteReader(bytes);
  let term = 0;
  while (!reader.ended) {
    term += reader.varint();
    const length = reader.varint();
    if (term >= wanted) return term === wanted ? reader.slice(length) : undefined;
    reader.at += length;
  }
  return undefined;
}

const writer = new ByteWriter();

/** Documents as differences, the first from 0. */
export function packDocs(docs: Docs): Buffer {
  let last = 0;
  for (const doc of docs) {
    writer.varint(doc - last);
    last = doc;
  }
  return writer.take();
}
