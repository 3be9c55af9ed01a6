/** Capture files that are not in the bucket yet. */
export interface NotUploaded {
  readonly files: number;
  /** The one begun first, by its name; unset: there are none. */
  readonly oldest?: string;
}

/** How much there is, told without counting. Numbers of what came on record are upper bounds: what was
 * merged or taken down since is in them. */
export interface Gauges {
  readonly captures: number;
  readonly articles: number;
  readonly revisions: number;
  readonly edits: number;
  readonly absences: number;
  /** Entries that wait to become articles. */
  readonly pendingEntries: number;
  /** Articles that are to be looked at again by now. */
  readonly dueVisits: number;
  /** Articles whose images are to be captured by now. */
  readonly dueImages: number;
  /** What hooks are still to be told. */
  readonly happenings: number;
  readonly databaseBytes: number;
  /** Of capture files, compressed as they lie. */
  readonly captureBytes: number;
}
