/** A run of equal values: `length` of them from `a` in the one, from `b` in the other. */
export interface Match {
  readonly a: number;
  readonly b: number;
  readonly length: number;
}

/** A part of both sequences. */
export interface Range {
  readonly aFrom: number;
  readonly aTo: number;
  readonly bFrom: number;
  readonly bTo: number;
}

/** Two texts as the tokens that are compared. */
export interface Sides {
  readonly before: readonly string[];
  readonly after: readonly string[];
}
