/** What could not be made, and why. */
export interface SiteFailure {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}
