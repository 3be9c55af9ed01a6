import { type Asking, all } from '../sql/asking.ts';

/** A document that no segment holds yet. */
export interface FreshDoc {
  readonly doc: number;
  readonly packed: Buffer;
}

/** The documents behind the last segment in memory, which every search reads: 2 MB at most. */
export class Fresh {
  docs: readonly FreshDoc[] = [];

  /** Brings them up to date: those that have come are read, those in a segment are let go. */
  *refresh(lastInSegments: number): Asking<void> {
    const kept = this.docs.filter(({ doc }) => doc > lastInSegments);
    const last = kept.at(-1)?.doc ?? lastInSegments;
    const more = yield* all<FreshDoc>(
      'select doc, packed from find_docs where doc > ? order by doc',
      last,
    );
    this.docs = [...kept, ...more];
  }
}
