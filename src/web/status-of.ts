import type { ErrorCode } from '../model/index.ts';

/** The HTTP status of an error. */
export const statusOf: Readonly<Record<ErrorCode, 400 | 403 | 404 | 409 | 500 | 502>> = {
  invalid: 400,
  refused: 403,
  'not-found': 404,
  conflict: 409,
  unreachable: 502,
  corrupt: 500,
  internal: 500,
};
