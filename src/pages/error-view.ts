import type { Words } from './keeping-views.ts';

/** What could not be shown, and why. */
export interface ErrorView {
  /** HTTP status. */
  readonly status: number;
  readonly message: string;
  /** The same in the reader's language, where there are words for it; then `message` is details. */
  readonly words?: Words;
}
