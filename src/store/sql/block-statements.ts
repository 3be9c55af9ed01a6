import type { Statement } from './statement.ts';

/** Where the inverted index of the segments of the search lies: blocks by segment and first term. */
export interface BlockStatements {
  /** For each of some terms (JSON) the block that may hold it: rows of `term` and `bytes`. */
  holding(segment: number, terms: string): Statement;
  /** Where the block begins that may hold a term: a row with `first`, null where there is none. */
  firstOf(segment: number, term: number): Statement;
  /** So many blocks behind the one that begins with a term: rows of `first` and `bytes`. */
  after(segment: number, first: number, limit: number): Statement;
  put(segment: number, blocks: readonly BlockRow[]): Statement;
  /** Makes room for the blocks of a segment; unset where nothing has to be done. */
  make?(segment: number): Statement;
  drop(segment: number): Statement;
}

export interface BlockRow {
  readonly first: number;
  readonly bytes: Uint8Array;
}
