/** The database server behind a catalogue, as `doctor` tells of it. */
export interface DatabaseState {
  /** Its URL without user, password and options. */
  readonly name: string;
  /** What it says it is, as `PostgreSQL 15.14`. */
  readonly version: string;
  /** The last migration that its tables have behind them. */
  readonly migration: string;
  /** Milliseconds by which its clock is ahead of this machine's; 0 where it cannot be told from the time
   * that the question took. */
  readonly clockAheadMs: number;
  /** What is to be mended there, a sentence each. */
  readonly says: readonly string[];
}
