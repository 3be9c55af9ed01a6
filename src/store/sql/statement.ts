/** What a statement is given; lists go as JSON. */
export type Given = string | number | Uint8Array | null;

export interface Statement {
  readonly text: string;
  readonly given: readonly Given[];
}
