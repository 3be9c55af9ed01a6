import { ByteWriter, type Docs, unpackDocs } from './postings.ts';
import type { Term } from './terms.ts';

/** A stretch of terms with their documents, as one row: for each term, ascending, the difference from
 * the term before (from 0 for the first), the bytes that follow, and the documents as differences. */
export interface Block {
  readonly first: Term;
  readonly bytes: Buffer;
}

/** A block and its row fit into one page of the database. */
const full = 3900;

/** Packs terms that come ascending, with documents that do, into blocks, and gives each away when it
 * is full. */
export class BlockWriter {
  private readonly block = new ByteWriter();
  private readonly list = new ByteWriter();
  private term: Term = 0;
  private doc = 0;
  private first: Term = 0;
  private last: Term = 0;
  private readonly give: (block: Block) => void;

  constructor(give: (block: Block) => void) {
    this.give = give;
  }

  /** The same document twice counts once. */
  put(term: Term, doc: number): void {
    if (term !== this.term) this.begin(term);
    if (doc === this.doc) return;
    this.list.varint(doc - this.doc);
    this.doc = doc;
  }

  /** Packed documents, all behind those that the term has already. */
  append(term: Term, packed: Uint8Array, from: number, to: number): void {
    if (term !== this.term) this.begin(term);
    const last = lastIn(packed, from, to);
    if (this.doc === 0) {
      this.list.append(packed, from, to);
    } else {
      const second = behindVarint(packed, from);
      this.list.varint(lastIn(packed, from, second) - this.doc);
      this.list.append(packed, second, to);
    }
    this.doc = last;
  }

  end(): void {
    this.begin(0);
    this.endBlock();
  }

  private begin(term: Term): void {
    const { block, list } = this;
    if (list.length > 0) {
      if (block.length > 0 && block.length + list.length > full) this.endBlock();
      if (block.length === 0) {
        this.first = this.term;
        this.last = 0;
      }
      block.varint(this.term - this.last);
      block.varint(list.length);
      block.appendFrom(list);
      this.last = this.term;
      list.length = 0;
    }
    this.term = term;
    this.doc = 0;
  }

  private endBlock(): void {
    if (this.block.length > 0) this.give({ first: this.first, bytes: this.block.take() });
  }
}

/** The last of packed documents. */
function lastIn(packed: Uint8Array, from: number, to: number): number {
  let doc = 0;
  let shift = 0;
  for (let at = from; at < to; at += 1) {
    const byte = packed[at] ?? 0;
    doc += (byte & 127) << shift;
    shift = byte >= 128 ? shift + 7 : 0;
  }
  return doc;
}

function behindVarint(packed: Uint8Array, from: number): number {
  let at = from;
  while ((packed[at] ?? 0) >= 128) at += 1;
  return at + 1;
}

/** Goes through the terms of a block. */
export class BlockReader {
  /** The term it stands at; infinite behind the last. */
  term: Term = 0;
  /** Where its documents lie in the bytes. */
  from = 0;
  to = 0;
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.step();
  }

  step(): void {
    if (this.to >= this.bytes.length) {
      this.term = Number.POSITIVE_INFINITY;
      return;
    }
    this.term += this.varint();
    const length = this.varint();
    this.from = this.to;
    this.to += length;
  }

  docs(): Docs {
    return unpackDocs(this.bytes, this.from, this.to);
  }

  /** Up to 53 bits, at `to`. */
  private varint(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.bytes[this.to++] ?? 0;
      if (byte < 128) return value + byte * scale;
      value += (byte - 128) * scale;
      scale *= 128;
    }
  }
}

/** The documents of a term in a block; undefined when it is not there. */
export function docsInBlock(bytes: Uint8Array, wanted: Term): Docs | undefined {
  const reader = new BlockReader(bytes);
  while (reader.term < wanted) reader.step();
  return reader.term === wanted ? reader.docs() : undefined;
}
