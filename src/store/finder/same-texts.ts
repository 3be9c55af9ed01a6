import type { WordQuery } from '../queries.ts';
import { type Asking, isThere } from '../sql/asking.ts';
import { sketchesOf } from './sketches.ts';
import { stretchesOf } from './stretches.ts';
import type { Term } from './terms.ts';

/** Which of some documents are of the same text. To look for them in the whole index takes some 3 ms a
 * document at a million articles; those that are told together are near each other in order anyway. */
export class SameTexts {
  private readonly together = new Map<number, Set<number>>();
  private readonly sketches = new Map<number, Uint8Array>();
  private readonly sharing = new Map<Term, number[]>();
  private readonly isSame: NonNullable<WordQuery['isSame']>;

  constructor(isSame: NonNullable<WordQuery['isSame']>) {
    this.isSame = isSame;
  }

  /** Takes in documents, which have to be there before it is asked of any. */
  *read(docs: Iterable<number>): Asking<this> {
    if (!(yield* isThere('find_sketches'))) return this;
    for (const { doc, sketch } of yield* sketchesOf(docs)) this.add(doc, sketch);
    return this;
  }

  private add(doc: number, sketch: Uint8Array): void {
    this.sketches.set(doc, sketch);
    for (const { term } of stretchesOf(sketch)) {
      const sharing = this.sharing.get(term) ?? [];
      this.sharing.set(term, sharing);
      for (const other of sharing) {
        const its = this.sketches.get(other);
        if (its !== undefined && !this.isTogether(doc, other) && this.isSame(its, sketch)) {
          this.join(doc, other);
        }
      }
      sharing.push(doc);
    }
  }

  /** The document and those of the same text, by number; what is the same as the same is the same too. */
  of(doc: number): readonly number[] {
    return [...(this.together.get(doc) ?? [doc])].sort((one, other) => one - other);
  }

  private isTogether(one: number, other: number): boolean {
    return this.together.get(one)?.has(other) === true;
  }

  private join(one: number, other: number): void {
    const all = new Set([
      ...(this.together.get(one) ?? [one]),
      ...(this.together.get(other) ?? [other]),
    ]);
    for (const doc of all) this.together.set(doc, all);
  }
}
