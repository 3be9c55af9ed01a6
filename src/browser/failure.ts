import { ArchiveError, type ErrorCode } from '../model/index.ts';

/** `browser`: there is none, or it does not run; that tells nothing of the page. `page`: this page
 * could not be read. */
export type BrowserFailure = 'browser' | 'page';

const failures = new WeakMap<object, BrowserFailure>();

/** Why this error of the browser came; undefined for any other value. */
export function browserFailure(error: unknown): BrowserFailure | undefined {
  return typeof error === 'object' && error !== null ? failures.get(error) : undefined;
}

/** `says` is one sentence, with its mend. */
export function failed(
  kind: BrowserFailure,
  code: ErrorCode,
  says: string,
  cause?: unknown,
): ArchiveError {
  const error = new ArchiveError(code, says, { cause });
  failures.set(error, kind);
  return error;
}
