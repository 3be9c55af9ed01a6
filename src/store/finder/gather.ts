import { type Block, BlockWriter } from './blocks.ts';
import { Pile } from './pile.ts';
import { stretchesOf } from './stretches.ts';
import { eachTerm, partsOfTerm, type TermTaker } from './terms.ts';

/** Gathers the terms of documents, which come ascending, and gives them away as the blocks of one
 * segment. */
export class Gather implements TermTaker {
  /** Characters and pairs, which are below all other terms. */
  private readonly plains = new Pile();
  private readonly others = new Pile();
  private doc = 0;
  /** The last document that each character was met in. */
  private readonly met = new Uint32Array(65536);

  /** `sketch`: where the document has one. */
  add(packed: Uint8Array, doc: number, sketch?: Uint8Array): void {
    this.doc = doc;
    eachTerm(packed, this);
    if (sketch === undefined) return;
    for (const { term } of stretchesOf(sketch)) this.other(...partsOfTerm(term));
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
