import { ByteWriter } from './byte-writer.ts';
import { firstK, packGaps, unpackGaps } from './gaps.ts';
import type { Docs } from './postings.ts';
import { sketchBase, type Term } from './terms.ts';

/**
 * A stretch of terms with their documents, as one row: for each term, ascending, the difference from
 * the term before (from 0 for the first) and, of a term in one document, twice the document and one; of
 * others twice the bytes that follow, how many documents there are, the first, a byte and the gaps. All
 * but the byte and the gaps are varints.
 */
export interface Block {
  readonly first: Term;
  readonly bytes: Buffer;
}

/** A block and its row fit into one page of the database. */
const full = 8100;
/** Sketches are looked for by sixteen terms at a time, most of which lead to one document: short blocks
 * are read through sooner. */
const fullOfSketches = 512;

/** Packs terms that come ascending, with documents that do, into blocks, and gives each away when it
 * is full. */
export class BlockWriter {
  private readonly block = new ByteWriter();
  private readonly head = new ByteWriter();
  private readonly entry = new ByteWriter();
  private term: Term = 0;
  private docs = new Uint32Array(1 << 12);
  private count = 0;
  private first: Term = 0;
  private last: Term = 0;
  private readonly give: (block: Block) => void;

  constructor(give: (block: Block) => void) {
    this.give = give;
  }

  /** The same document twice counts once. */
  put(term: Term, doc: number): void {
    if (term !== this.term) this.begin(term);
    if (this.count > 0 && this.docs[this.count - 1] === doc) return;
    if (this.count === this.docs.length) this.lengthen(1);
    this.docs[this.count++] = doc;
  }

  /** The documents of the term that a reader stands at, all behind those that it has already. */
  append(reader: BlockReader): void {
    if (reader.term !== this.term) this.begin(reader.term);
    if (this.count + reader.count > this.docs.length) this.lengthen(reader.count);
    reader.unpack(this.docs, this.count);
    this.count += reader.count;
  }

  end(): void {
    this.begin(0);
    this.endBlock();
  }

  private begin(term: Term): void {
    if (this.count > 0) {
      this.pack();
      const { block, entry } = this;
      const most = this.term < sketchBase ? full : fullOfSketches;
      if (block.length > 0 && block.length + entry.length > most) this.endBlock();
      if (block.length === 0) {
        this.first = this.term;
        this.last = 0;
      }
      block.varint(this.term - this.last);
      block.appendFrom(entry);
      this.last = this.term;
    }
    this.term = term;
    this.count = 0;
  }

  /** What stands behind the term. */
  private pack(): void {
    const { entry, docs, count } = this;
    const first = docs[0] ?? 0;
    entry.length = 0;
    if (count === 1) {
      entry.varint(2 * first + 1);
      return;
    }
    const gaps = packGaps(docs, count);
    const head = this.head;
    head.length = 0;
    head.varint(count);
    head.varint(first);
    head.varint(firstK(docs, count));
    entry.varint(2 * (head.length + gaps.length));
    entry.appendFrom(head);
    entry.append(gaps, 0, gaps.length);
  }

  private lengthen(more: number): void {
    const docs = new Uint32Array(2 * (this.count + more));
    docs.set(this.docs);
    this.docs = docs;
  }

  private endBlock(): void {
    if (this.block.length > 0) this.give({ first: this.first, bytes: this.block.take() });
  }
}

/** Goes through the terms of a block. */
export class BlockReader {
  /** The term it stands at; infinite behind the last. */
  term: Term = 0;
  /** How many documents it has. */
  count = 0;
  private first = 0;
  private k = 0;
  private at = 0;
  private gaps = 0;
  private readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.step();
  }

  /** Goes to the next term, or, with `wanted`, to the next that is not below it. */
  step(wanted: Term = 0): void {
    do {
      if (this.at >= this.bytes.length) {
        this.term = Number.POSITIVE_INFINITY;
        return;
      }
      this.term += this.varint();
      const head = this.varint();
      if (head % 2 === 1) {
        this.count = 1;
        this.first = (head - 1) / 2;
      } else {
        this.count = 0;
        this.gaps = this.at;
        this.at += head / 2;
      }
    } while (this.term < wanted);
    if (this.count === 0) this.readHead();
  }

  /** Writes the documents of the term to `docs`, from `to` on. */
  unpack(docs: Uint32Array, to: number): void {
    if (this.count === 1) docs[to] = this.first;
    else unpackGaps({ ...this.list, from: this.gaps }, docs, to);
  }

  private get list() {
    const { bytes, count, first, k } = this;
    return { bytes, count, first, k };
  }

  private readHead(): void {
    const behind = this.at;
    this.at = this.gaps;
    this.count = this.varint();
    this.first = this.varint();
    this.k = this.varint();
    this.gaps = this.at;
    this.at = behind;
  }

  /** Up to 53 bits. */
  private varint(): number {
    const byte = this.bytes[this.at++] ?? 0;
    if (byte < 128) return byte;
    let value = byte - 128;
    let scale = 128;
    for (;;) {
      const next = this.bytes[this.at++] ?? 0;
      if (next < 128) return value + next * scale;
      value += (next - 128) * scale;
      scale *= 128;
    }
  }
}

/** The documents of a term, unpacked once they are asked for. */
export interface List {
  readonly count: number;
  docs(): Docs;
}

export const noList: List = { count: 0, docs: () => new Uint32Array() };

/** The list of a term in a block; empty when it is not there. */
export function listInBlock(bytes: Uint8Array, wanted: Term): List {
  const reader = new BlockReader(bytes);
  if (reader.term < wanted) reader.step(wanted);
  if (reader.term !== wanted) return noList;
  const { count } = reader;
  let docs: Docs | undefined;
  return {
    count,
    docs: () => {
      if (docs !== undefined) return docs;
      const unpacked = new Uint32Array(count);
      reader.unpack(unpacked, 0);
      docs = unpacked;
      return docs;
    },
  };
}
