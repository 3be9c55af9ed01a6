/** What could not be shown, and why. */
export interface ErrorView {
  /** HTTP status. */
  readonly status: number;
  readonly message: string;
}
