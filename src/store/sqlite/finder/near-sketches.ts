import { FreshSketches } from './fresh-sketches.ts';
import { joinDocs } from './postings.ts';
import { listIn, type Segment, segmentsOf } from './segments.ts';
import { type SketchAt, sketchOfDoc } from './sketches.ts';
import { isShared, stretchesOf } from './stretches.ts';
import type { Connection } from './tables.ts';

/** Of those that share a stretch the latest so many are looked at: a template may be on every page. */
const mostSharing = 256;

/** Finds sketches near others. */
export class NearSketches {
  private readonly connection: Connection;
  private readonly fresh = new FreshSketches();
  private segments: readonly Segment[] = [];

  constructor(connection: Connection) {
    this.connection = connection;
  }

  /** Takes in what was written; what is found from then on is of one moment of the catalogue, as long as
   * the caller's transaction. */
  refresh(): this {
    this.segments = segmentsOf(this.connection);
    this.fresh.refresh(this.connection, this.segments.at(-1)?.last ?? 0);
    return this;
  }

  /** Sketches that have a stretch in common with one, the latest on record first. */
  to(sketch: Uint8Array): SketchAt[] {
    const found = new Map<number, SketchAt>();
    const read = new Map<number, SketchAt | undefined>();
    const known = (doc: number): SketchAt | undefined => {
      if (!read.has(doc)) read.set(doc, sketchOfDoc(this.connection, doc));
      return read.get(doc);
    };
    for (const stretch of stretchesOf(sketch)) {
      const docs = joinDocs(
        this.segments.map(({ id }) => listIn(this.connection, id, stretch.term).docs()),
      );
      const fresh = this.fresh.all.filter((one) => isShared(sketch, one.sketch, stretch));
      let count = 0;
      for (const doc of [...fresh.map((one) => one.doc), ...docs.toReversed()]) {
        const near = known(doc);
        if (near === undefined || !isShared(sketch, near.sketch, stretch)) continue;
        found.set(near.ord, near);
        count += 1;
        if (count === mostSharing) break;
      }
    }
    return [...found.values()].sort((one, other) => other.ord - one.ord);
  }
}
