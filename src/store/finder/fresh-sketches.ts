import { type Asking, all } from '../sql/asking.ts';
import type { SketchAt } from './sketches.ts';

/** The sketch of a document that no segment holds yet; it may be gone since. */
export interface FreshSketch extends SketchAt {
  readonly doc: number;
}

/** The sketches behind the last segment in memory, the latest first. */
export class FreshSketches {
  all: readonly FreshSketch[] = [];

  /** Takes in those that have come, and lets go those in a segment. */
  *refresh(lastInSegments: number): Asking<void> {
    const kept = this.all.filter(({ doc }) => doc > lastInSegments);
    const more = yield* all<FreshSketch>(
      'select doc, ord, sketch from find_sketches where doc > ? order by doc desc',
      kept[0]?.doc ?? lastInSegments,
    );
    this.all = [...more, ...kept];
  }
}
