/** One value that goes into an operation or comes out of it. */
export interface ApiField {
  /** Of a member of a member with dots; a list with `[]`. */
  readonly name: string;
  /** Where it goes: in the path, the query, the body; unset for what comes out. */
  readonly where?: string;
  readonly type: string;
  readonly isRequired: boolean;
  readonly about?: string;
}

/** One operation of the API. */
export interface ApiOperation {
  /** No other has it. */
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly about?: string;
  /** Who may; unset: whoever may read. */
  readonly role?: 'reader' | 'editor';
  readonly goesIn: readonly ApiField[];
  readonly comesOut: readonly ApiField[];
  /** As a shell runs it. */
  readonly example: string;
  /** Statuses it answers with. */
  readonly statuses: readonly string[];
}

export interface ApiGroup {
  readonly name: string;
  readonly operations: readonly ApiOperation[];
}

/** The API as a page tells of it. */
export interface ApiView {
  /** The path of its document. */
  readonly document: string;
  readonly groups: readonly ApiGroup[];
  readonly problems: readonly {
    readonly code: string;
    readonly status: number;
    readonly title: string;
  }[];
}
