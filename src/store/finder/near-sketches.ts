import type { Asking } from '../sql/asking.ts';
import { FreshSketches } from './fresh-sketches.ts';
import { Searched } from './searched.ts';
import { segmentsOf } from './segments.ts';
import { type SketchAt, sketchesOf } from './sketches.ts';
import { isShared, stretchesOf } from './stretches.ts';

/** Of those that share a stretch the latest so many are looked at: a template may be on every page. */
const mostSharing = 256;
/** Sketches read at once. */
const atOnce = 32;

/** Finds sketches near others. */
export class NearSketches {
  private readonly fresh = new FreshSketches();

  /** Sketches that have a stretch in common with one, the latest on record first. Takes in what was
   * written before; all is of one moment of the catalogue, that of the caller's transaction. */
  *to(sketch: Uint8Array): Asking<SketchAt[]> {
    const segments = yield* segmentsOf();
    yield* this.fresh.refresh(segments.at(-1)?.last ?? 0);
    const searched = new Searched(segments, []);
    const stretches = stretchesOf(sketch);
    const terms = stretches.map(({ term }) => term);
    for (const segment of segments.keys()) yield* searched.lookUp(segment, terms);
    const found = new Map<number, SketchAt>();
    const known = new KnownSketches();
    for (const stretch of stretches) {
      const docs = yield* searched.docsOf(stretch.term);
      const fresh = this.fresh.all.filter((one) => isShared(sketch, one.sketch, stretch));
      const sharing = [...fresh.map((one) => one.doc), ...docs.toReversed()];
      let count = 0;
      for (const [place, doc] of sharing.entries()) {
        if (place % atOnce === 0) yield* known.read(sharing.slice(place, place + atOnce));
        const near = known.of(doc);
        if (near === undefined || !isShared(sketch, near.sketch, stretch)) continue;
        found.set(near.ord, near);
        count += 1;
        if (count === mostSharing) break;
      }
    }
    return [...found.values()].sort((one, other) => other.ord - one.ord);
  }
}

/** Sketches of documents, each read once. */
class KnownSketches {
  private readonly all = new Map<number, SketchAt | undefined>();

  *read(docs: readonly number[]): Asking<void> {
    const unknown = docs.filter((doc) => !this.all.has(doc));
    if (unknown.length === 0) return;
    for (const doc of unknown) this.all.set(doc, undefined);
    for (const { doc, ord, sketch } of yield* sketchesOf(unknown))
      this.all.set(doc, { ord, sketch });
  }

  /** Undefined where the document is no more. */
  of(doc: number): SketchAt | undefined {
    return this.all.get(doc);
  }
}
