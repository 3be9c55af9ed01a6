import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { ArchiveError, type ErrorCode } from '../../model/index.ts';
import { isFault } from '../faults.ts';
import { statusOf } from '../status-of.ts';

/** What can be wrong with a request, besides what the archive itself says. */
export type ProblemCode =
  | ErrorCode
  | 'login'
  | 'removed'
  | 'method'
  | 'too-large'
  | 'media-type'
  | 'other';

interface Kind {
  readonly status: number;
  readonly title: string;
}

/** Every kind of problem: its status, and its title, which never changes (RFC 9457, 3.1.3). */
export const problemKinds: Readonly<Record<ProblemCode, Kind>> = {
  invalid: { status: statusOf.invalid, title: 'Something in the request is not as it should be' },
  login: { status: 401, title: 'A login is needed' },
  refused: { status: statusOf.refused, title: 'This may not be done' },
  'not-found': { status: statusOf['not-found'], title: 'There is no such thing here' },
  method: { status: 405, title: 'This address takes other methods' },
  conflict: { status: statusOf.conflict, title: 'It is there already, or somebody else holds it' },
  removed: { status: 410, title: 'It was removed from the archive' },
  'too-large': { status: 413, title: 'The request is too large' },
  'media-type': { status: 415, title: 'The body is not JSON' },
  other: { status: 500, title: 'The request could not be answered' },
  corrupt: { status: statusOf.corrupt, title: 'The archive is damaged' },
  internal: { status: statusOf.internal, title: 'A fault of the archive’s own' },
  unreachable: {
    status: statusOf.unreachable,
    title: 'The other side did not answer as it should',
  },
};

/** The media type of RFC 9457. */
export const problemType = 'application/problem+json';

export interface Problem {
  readonly code: ProblemCode;
  /** One sentence with the value and the mend. */
  readonly detail: string;
  /** Unset: that of its kind. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A failure as problem details (RFC 9457); `type` leads to the part of `/api` that tells of its kind. */
export function problemAnswer({ req }: Context, { code, detail, ...own }: Problem): Response {
  const { title, status } = problemKinds[code];
  const document = {
    type: `/api#problem-${code}`,
    title,
    status: own.status ?? status,
    detail,
    instance: req.path,
    code,
  };
  return new Response(JSON.stringify(document), {
    status: document.status,
    headers: { 'Content-Type': problemType, 'Cache-Control': 'no-store', ...own.headers },
  });
}

/** What was thrown, as a problem; undefined for a fault of our own. */
export function problemOf(thrown: unknown): Problem | undefined {
  if (thrown instanceof ArchiveError && !isFault(thrown)) {
    return { code: thrown.code, detail: thrown.message };
  }
  if (thrown instanceof HTTPException && thrown.status < 500) {
    const isJson = thrown.message.startsWith('Malformed JSON');
    const detail = isJson
      ? 'The body is no JSON that can be read; send one JSON object, in UTF-8.'
      : thrown.message;
    return { ...ofStatus(thrown.status), detail };
  }
  return undefined;
}

/** The kind of an answer that failed without saying more. */
export function ofStatus(status: number): Pick<Problem, 'code' | 'status'> {
  const code = Object.entries(problemKinds).find(([, kind]) => kind.status === status)?.[0];
  return { code: (code as ProblemCode | undefined) ?? 'other', status };
}
