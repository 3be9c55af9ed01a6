import type { WordQuery } from '../../queries.ts';
import { hasSketches, sketchesOf } from './sketches.ts';
import { stretchesOf } from './stretches.ts';
import type { Connection } from './tables.ts';
import type { Term } from './terms.ts';

/** Which of some documents are of the same text. To look for them in the whole index takes some 3 ms a
 * document at a million articles; those that are told together are near each other in order anyway. */
export class SameTexts {
  private readonly together = new Map<number, Set<number>>();
  private readonly sketches = new Map<number, Uint8Array>();
  private readonly sharing = new Map<Term, number[]>();
  private readonly isSame: NonNullable<WordQuery['isSame']>;

  constructor(
    connection: Connection,
    docs: Iterable<number>,
    isSame: NonNullable<WordQuery['isSame']>,
  ) {
    this.isSame = isSame;
    if (!hasSketches(connection)) return;
    for (const { doc, sketch } of sketchesOf(connection, docs)) this.add(doc, sketch);
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
