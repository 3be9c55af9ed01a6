/** Where a ledger's leaves come from: the catalogue, which never changes or drops one. */
export interface LeafSource {
  /** How many there are. */
  countLeaves(): Promise<number>;
  /** Lines `na1 …` with LF, in order, from an index on; at most `limit`, and fewer only at the end. */
  readLeaves(from: number, limit: number): Promise<readonly string[]>;
  /**
   * The records of the same leaves: their bytes, or undefined for one that was taken down or
   * lies in its file already.
   */
  readRecords(from: number, limit: number): Promise<readonly (Uint8Array | undefined)[]>;
}
