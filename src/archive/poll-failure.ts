import { extractArticle } from '../extract/index.ts';
import { documentKind } from '../feed/index.ts';
import type { FeedFailure } from '../guardian/index.ts';
import { failureKind, type HttpAnswer } from '../http/index.ts';
import { ArchiveError, type Source } from '../model/index.ts';
import { documentText, type Fetched } from './document.ts';

/** Why a poll gave no listing, for a person and for the guardian. */
export interface PollFailure {
  readonly error: ArchiveError;
  /** Unset: it tells nothing of the source (a rule of ours, or our own proxy). */
  readonly failure?: FeedFailure;
  /** Our own proxy or network failed: the source itself is well, and asked again soon. */
  readonly isOurs?: true;
}

/** What an error of the client says of a source. */
export function failureOfError(error: ArchiveError): PollFailure {
  const kind = failureKind(error);
  if (kind === 'proxy') return { error, isOurs: true };
  if (kind === 'private') return { error };
  if (kind === 'timeout' || kind === 'dns' || kind === 'tls') return { error, failure: kind };
  if (kind === 'robots') return { error, failure: 'blocked' };
  if (kind === 'wait') return { error, failure: 'server-error' };
  if (kind === undefined && error.code === 'invalid') return { error, failure: 'not-a-feed' };
  return { error, failure: 'unreachable' };
}

/** What an answer other than a listing says of a source. */
export function failureOfStatus(source: Source, answer: HttpAnswer): PollFailure {
  const { status } = answer;
  const guard = guardPage(answer);
  const failure = guard ?? failureOf(status);
  const instead = guard === undefined ? '' : ` with a ${guard} page`;
  return {
    failure,
    error: new ArchiveError(
      'unreachable',
      `${source.url}: the server answered ${status}${instead} instead of the ${source.kind}; it is asked again later, or follow another address.`,
    ),
  };
}

/** What a page in the place of a listing is, when it keeps readers out: `captcha`, `login`. */
export function failureOfPage(source: Source, answer: HttpAnswer): PollFailure | undefined {
  const guard = guardPage(answer);
  if (guard === undefined) return undefined;
  return {
    failure: guard,
    error: new ArchiveError(
      'unreachable',
      `${source.url}: a ${guard} page is served instead of the ${source.kind}; it is asked again later, or give its cookies with follow --cookie.`,
    ),
  };
}

function failureOf(status: number): FeedFailure {
  if (status === 404) return 'not-found';
  if (status === 410) return 'gone';
  if (status === 401 || status === 403 || status === 451) return 'blocked';
  return status === 429 || status >= 500 ? 'server-error' : 'not-a-feed';
}

function guardPage(answer: HttpAnswer): 'captcha' | 'login' | undefined {
  const fetched: Fetched = {
    url: answer.finalUrl,
    content: answer.content,
    headers: answer.headers,
  };
  if (answer.content.length === 0) return undefined;
  const input = documentText(fetched);
  if (documentKind(input) !== 'page') return undefined;
  const { kind } = extractArticle({ html: input.text, url: answer.finalUrl });
  return kind === 'captcha' || kind === 'login' ? kind : undefined;
}
