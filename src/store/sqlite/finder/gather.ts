import { type Block, BlockWriter, packDocs } from './blocks.ts';
import type { Term } from './terms.ts';

const empty = 0;

/**
 * Gathers the terms of documents, which come ascending, and gives them away as the blocks of one
 * segment. An open table from terms to chains of documents: a million terms a second, where a Map of
 * arrays managed a quarter.
 */
export class Gather {
  private terms = new Float64Array(1 << 16);
  private tails = new Int32Array(1 << 16);
  private count = 0;
  private docs = new Uint32Array(1 << 18);
  private before = new Int32Array(1 << 18);
  private links = 1;

  /** A term may come more than once for one document. */
  add(term: Term, doc: number): void {
    const slot = this.slotOf(term);
    const tail = this.tails[slot] ?? 0;
    if (tail !== 0 && this.docs[tail] === doc) return;
    if (this.links === this.docs.length) this.lengthen();
    this.docs[this.links] = doc;
    this.before[this.links] = tail;
    this.tails[slot] = this.links++;
    if (tail === 0) this.count += 1;
    if (tail === 0 && this.count * 2 > this.terms.length) this.widen();
  }

  /** Gives all blocks, by term. */
  blocks(give: (block: Block) => void): void {
    const sorted = this.terms.filter((term) => term !== empty).sort();
    const writer = new BlockWriter(give);
    for (const term of sorted) writer.put(term, packDocs(this.chain(term)));
    writer.end();
  }

  private chain(term: Term): Uint32Array {
    const docs: number[] = [];
    let at = this.tails[this.slotOf(term)] ?? 0;
    for (; at !== 0; at = this.before[at] ?? 0) docs.push(this.docs[at] ?? 0);
    return Uint32Array.from(docs.reverse());
  }

  /** The slot of a term, its own or a free one, which it takes. */
  private slotOf(term: Term): number {
    const mask = this.terms.length - 1;
    let slot =
      (Math.imul(term % 0x100000000, 0x9e3779b1) ^ Math.imul(term / 0x10000, 0x85ebca6b)) >>> 8;
    slot &= mask;
    for (;;) {
      const there = this.terms[slot];
      if (there === term) return slot;
      if (there === empty) {
        this.terms[slot] = term;
        return slot;
      }
      slot = (slot + 1) & mask;
    }
  }

  private widen(): void {
    const [terms, tails] = [this.terms, this.tails];
    this.terms = new Float64Array(2 * terms.length);
    this.tails = new Int32Array(2 * terms.length);
    for (const [at, term] of terms.entries()) {
      if (term !== empty) this.tails[this.slotOf(term)] = tails[at] ?? 0;
    }
  }

  private lengthen(): void {
    const docs = new Uint32Array(2 * this.docs.length);
    const before = new Int32Array(2 * this.docs.length);
    docs.set(this.docs);
    before.set(this.before);
    [this.docs, this.before] = [docs, before];
  }
}
