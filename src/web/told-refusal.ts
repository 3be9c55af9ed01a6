import type { Context } from 'hono';
import { ArchiveError, type ErrorCode } from '../model/index.ts';
import { errorPage, type PageContext, type Words } from '../pages/index.ts';
import { statusOf } from './status-of.ts';

/** A refusal in the reader's language; `message` is details in English. */
export interface Refusal {
  readonly status: 400 | 403 | 404 | 409 | 413 | 429 | 502;
  readonly words: Words;
  readonly message?: string;
}

/** The page of a refusal. */
export function refusalAnswer(
  request: Context,
  context: PageContext,
  { status, words, message = '' }: Refusal,
): Response | Promise<Response> {
  request.header('Cache-Control', 'no-store');
  return request.html(errorPage(context, { status, message, words }), status);
}

type Said = Partial<Record<ErrorCode, Words['key']>>;

const usual: Said = {
  invalid: 'trouble.invalid',
  refused: 'trouble.refused',
  'not-found': 'trouble.not-found',
  conflict: 'trouble.conflict',
  unreachable: 'trouble.unreachable',
};

/** What an error of the archive is to whoever asked; throws on what is a fault of our own. */
export function refusalOf(error: unknown, said: Said = {}): Refusal {
  const code = error instanceof ArchiveError ? error.code : 'internal';
  const key = said[code] ?? usual[code];
  const status = statusOf[code];
  if (!(error instanceof ArchiveError) || key === undefined || status === 500) throw error;
  return { status, words: { key }, message: error.message };
}
