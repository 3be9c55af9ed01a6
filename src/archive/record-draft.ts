import type { Absence, Entry } from '../model/index.ts';
import type { EditRecord, KnownKey, RemovedRow, RevisionRecord, WordRow } from '../store/index.ts';

/** A change in the making. */
export interface Draft {
  readonly keys: KnownKey[];
  readonly revisions: RevisionRecord[];
  readonly edits: EditRecord[];
  readonly removedWords: RemovedRow[];
  readonly entries: Entry[];
  readonly absences: Absence[];
  readonly touched: Set<string>;
  /** The newest words of articles that are to be indexed. */
  readonly words: Map<string, WordRow>;
}
