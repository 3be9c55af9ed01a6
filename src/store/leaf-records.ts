import type { Digest, Url } from '../model/index.ts';

/** A leaf of the ledger on record: its line, what it is about, and its record. */
export interface LeafRow {
  /** 0 for the first; none is left out. */
  readonly index: number;
  /** Its line with LF, as the log has it. */
  readonly line: string;
  /** SHA-256 of the record's bytes, which the line has too. */
  readonly record: Digest;
  /** Id of the article that it is about, or was. */
  readonly articleId?: string;
  /** The address its record names; unset when that was removed. */
  readonly url?: Url;
  /** Of a leaf of words: how many of the article the ledger had with it. */
  readonly rev?: number;
  /** Id of the capture it stands on. */
  readonly captureId?: string;
  /** The record's bytes; unset once they are removed. */
  readonly bytes?: Uint8Array;
  /** Set when a takedown removed the record. */
  readonly removed?: true;
}

/** What is known of a leaf without its record. */
export type LoggedLeaf = Pick<LeafRow, 'index' | 'line' | 'articleId'>;

/** The part of the catalogue that the ledger is written from. */
export interface LeafReads {
  /** How many leaves there are: the index of the next one. */
  countLeaves(): Promise<number>;
  /** Leaves in order, from an index on. */
  leaves(from: number, limit: number): Promise<LeafRow[]>;
  /** Leaves about any of these articles, in order. */
  leavesOf(articleIds: readonly string[]): Promise<LeafRow[]>;
}
