import type { Failure } from './events.ts';

/** What one pass did, in numbers; `failed` names every failure. */
export interface FetchReport {
  readonly sources: number;
  readonly entries: number;
  readonly captured: number;
  /** New articles. */
  readonly articles: number;
  /** Revisions written: the first of every new article, and every later one. */
  readonly revisions: number;
  /** Revisions whose words differ from those taken from the same place before. */
  readonly edited: number;
  readonly absences: number;
  readonly failed: readonly Failure[];
}
