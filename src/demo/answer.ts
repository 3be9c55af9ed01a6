import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { httpDate } from './moment.ts';

/** What the server says to a request, before HEAD and conditions are considered. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** Nothing is answered, where the newspaper may keep its readers waiting. */
  readonly silent?: true;
  /** What a client may ask about again; both become headers. */
  readonly validators?: { readonly tag: string; readonly modifiedAt: number };
}

/** An answer with a body; `type` is the whole Content-Type. */
export function answerWith(
  type: string,
  body: string | Uint8Array,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): Answer {
  const bytes = typeof body === 'string' ? Buffer.from(body, 'utf8') : body;
  return { status, headers: { 'Content-Type': type, ...headers }, body: bytes };
}

/** An answer that a client may ask about again: a strong ETag of the bytes, and a Last-Modified. */
export function validated(answer: Answer, modifiedAt: number): Answer {
  const tag = `"${createHash('sha256').update(answer.body).digest('hex').slice(0, 24)}"`;
  const stamps = { ETag: tag, 'Last-Modified': httpDate(modifiedAt), 'Cache-Control': 'no-cache' };
  return {
    ...answer,
    headers: { ...answer.headers, ...stamps },
    validators: { tag, modifiedAt },
  };
}

/** A redirect to an absolute URL. */
export function redirect(status: 301 | 302, location: string): Answer {
  const body = `<!doctype html>\n<html lang="en"><title>Moved</title><p>Moved.</p></html>\n`;
  return answerWith('text/html; charset=utf-8', body, { status, headers: { Location: location } });
}

/**
 * The answer after RFC 9110, section 13.2.2: If-None-Match is asked first and alone decides;
 * If-Modified-Since counts only without it. Either may turn a 200 into a 304 without a body.
 */
export function conditioned(answer: Answer, asked: IncomingHttpHeaders): Answer {
  if (answer.status !== 200 || !isUnchanged(answer, asked)) return answer;
  const kept = Object.entries(answer.headers).filter(([name]) => name !== 'Content-Type');
  return { status: 304, headers: Object.fromEntries(kept), body: new Uint8Array() };
}

function isUnchanged({ validators }: Answer, asked: IncomingHttpHeaders): boolean {
  if (validators === undefined) return false;
  const tags = asked['if-none-match'];
  if (tags !== undefined) {
    const named = tags.split(',').map((part) => part.trim().replace(/^W\//, ''));
    return named.includes('*') || named.includes(validators.tag);
  }
  const since = Date.parse(asked['if-modified-since'] ?? '');
  return Number.isFinite(since) && validators.modifiedAt <= since;
}
