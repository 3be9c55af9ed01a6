import { createHmac } from 'node:crypto';
import { errorFrom, instant } from '../model/index.ts';
import { DatabaseAway, type Hook } from '../store/index.ts';
import type { Services } from './services.ts';

/** For so long a receiver may take to answer. */
const answerMs = 10_000;
const mostAnswerBytes = 1_048_576;

/** What came of a message. */
export type Sent =
  | { readonly taken: true }
  | {
      readonly taken: false;
      readonly why: string;
      /** Whether it was refused for what it is: it will not be taken later either. */
      readonly isRefused: boolean;
      readonly retryAfterMs?: number;
    };

/**
 * POSTs a message as JSON. `sentAt` is added to it, so that the signature covers the time: with a
 * secret, the header `X-Backissue-Signature` is `sha256=` and the HMAC-SHA-256 (RFC 2104) of the body
 * in hexadecimal. Any answer of 2xx within ten seconds takes it.
 */
export async function sendTo(
  services: Pick<Services, 'http' | 'now'> & { readonly answerMs?: number },
  hook: Pick<Hook, 'url' | 'secret' | 'allowPrivate'>,
  told: Readonly<Record<string, unknown>>,
  signal: AbortSignal,
): Promise<Sent> {
  const text = JSON.stringify({ ...told, sentAt: instant(services.now()) });
  const body = new TextEncoder().encode(text);
  const clock = AbortSignal.timeout(services.answerMs ?? answerMs);
  try {
    const { status, retryAfterMs } = await services.http.post({
      ...{ url: hook.url, allowPrivate: hook.allowPrivate, maxBytes: mostAnswerBytes },
      ...{ contentType: 'application/json', body, signal: AbortSignal.any([clock, signal]) },
      headers: headersOf(hook, told, body),
    });
    if (status >= 200 && status < 300) return { taken: true };
    const later = retryAfterMs === undefined ? {} : { retryAfterMs };
    const isRefused = [400, 413, 415, 422].includes(status);
    return { taken: false, why: `it answered ${status}`, isRefused, ...later };
  } catch (thrown) {
    if (thrown instanceof DatabaseAway) throw thrown;
    const { message } = errorFrom(thrown, new URL(hook.url).origin);
    const why = clock.aborted ? 'it gave no answer in time' : withoutPath(message, hook.url);
    return { taken: false, why: why.replace(/\.$/, ''), isRefused: false };
  }
}

function headersOf(
  { secret }: Pick<Hook, 'secret'>,
  { event, delivery }: Readonly<Record<string, unknown>>,
  body: Uint8Array,
): [string, string][] {
  const signature = secret && createHmac('sha256', secret).update(body).digest('hex');
  return [
    ['X-Backissue-Event', String(event)],
    ['X-Backissue-Delivery', String(delivery)],
    ...(signature ? [['X-Backissue-Signature', `sha256=${signature}`] as [string, string]] : []),
  ];
}

/** The path of a webhook is often its password. */
const withoutPath = (words: string, url: string): string =>
  words.replaceAll(url, `${new URL(url).origin}/…`);
