import { type Connection, statement } from './tables.ts';

/** A document that no segment holds yet. */
export interface FreshDoc {
  readonly doc: number;
  readonly packed: Buffer;
}

/** The documents behind the last segment in memory, which every search reads: 2 MB at most. */
export class Fresh {
  docs: readonly FreshDoc[] = [];

  /** Brings them up to date: those that have come are read, those in a segment are let go. */
  refresh(connection: Connection, lastInSegments: number): void {
    const kept = this.docs.filter(({ doc }) => doc > lastInSegments);
    const last = kept.at(-1)?.doc ?? lastInSegments;
    const more = statement<[number], FreshDoc>(
      connection,
      'select doc, packed from find_docs where doc > ? order by doc',
    ).all(last);
    this.docs = [...kept, ...more];
  }
}
