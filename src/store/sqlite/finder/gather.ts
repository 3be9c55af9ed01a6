import { type Block, BlockWriter } from './blocks.ts';
import { Pile } from './pile.ts';
import { eachTerm, type TermTaker } from './terms.ts';

/** Gathers the terms of documents, which come ascending, and gives them away as the blocks of one
 * segment. */
export class Gather implements TermTaker {
  /** Characters and pairs, which are below all other terms. */
  private readonly plains = new Pile();
  private readonly others = new Pile();
  private doc = 0;
  /** The last document that each character was met in. */
  private readonly met = new Uint32Array(65536);

  add(packed: Uint8Array, doc: number): void {
    this.doc = doc;
    eachTerm(packed, this);
  }

  plain(term: number): void {
    if (term < this.met.length) {
      if (this.met[term] === this.doc) return;
      this.met[term] = this.doc;
    }
    this.plains.add(0, term, this.doc);
  }

  other(high: number, low: number): void {
    this.others.add(high, low, this.doc);
  }

  /** Gives all blocks, by term. */
  blocks(give: (block: Block) => void): void {
    const writer = new BlockWriter(give);
    for (const pile of [this.plains, this.others]) {
      pile.each((term, doc) => writer.put(term, doc));
    }
    writer.end();
  }
}
