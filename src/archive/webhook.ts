import { createHmac } from 'node:crypto';
import { ArchiveError, errorFrom, instant, type Url } from '../model/index.ts';
import { parseUrl } from '../url/index.ts';
import type { ArchiveEvent } from './events.ts';
import type { Services, WebhookOptions } from './services.ts';

/** Sends events on; owns what still waits to be sent. */
export interface Webhook {
  /** Takes an event that receivers want; others are passed over. */
  hear(event: ArchiveEvent): void;
  /** Ends when what was heard is sent or given up; what still waits after some seconds is given up. */
  settled(): Promise<void>;
}

const triesAfterMs = [0, 2000, 20_000];
const mostWaiting = 500;
/** For so long the end of the archive waits for its receiver. */
const settleMs = 5000;

/**
 * POSTs `health`, `stand-in` and `moved` events as JSON: `{event, at, …}`. With a secret, the header
 * `X-Backissue-Signature` is `sha256=` and the HMAC of the body. One message at a time, three tries;
 * one that is not taken (any status but 2xx) is told as a warning and given up. The receiver may be
 * at a private address: the keeper of the archive names it. Throws `invalid` for a URL that is none.
 */
export function createWebhook(
  services: Pick<Services, 'http' | 'now' | 'delay' | 'tell'>,
  options: WebhookOptions,
): Webhook {
  const url = parseUrl(options.url);
  if (url === undefined) {
    throw new ArchiveError(
      'invalid',
      `${options.url}: this is no http or https address; give the webhook's whole URL.`,
    );
  }
  let last: Promise<void> = Promise.resolve();
  let waiting = 0;
  const stop = new AbortController();
  return {
    hear: (event) => {
      if (!['health', 'stand-in', 'moved'].includes(event.type)) return;
      if (waiting >= mostWaiting) return giveUp(services, url, 'too many messages wait');
      waiting += 1;
      const { type, ...told } = event;
      const text = JSON.stringify({ event: type, at: instant(services.now()), ...told });
      last = last
        .then(() => send(services, { url, text, secret: options.secret, signal: stop.signal }))
        .finally(() => {
          waiting -= 1;
        });
    },
    settled: async () => {
      const sent = new AbortController();
      void services.delay(settleMs, sent.signal).then(() => stop.abort());
      await last;
      sent.abort();
    },
  };
}

interface Message {
  readonly url: Url;
  readonly text: string;
  readonly secret: string | undefined;
  /** Gives it up. */
  readonly signal: AbortSignal;
}

async function send(
  services: Pick<Services, 'http' | 'now' | 'delay' | 'tell'>,
  { url, text, secret, signal }: Message,
): Promise<void> {
  const body = new TextEncoder().encode(text);
  const signature = secret && createHmac('sha256', secret).update(body).digest('hex');
  let why = 'the archive was closed';
  for (const afterMs of triesAfterMs) {
    if (afterMs > 0) await services.delay(afterMs, signal);
    if (signal.aborted) break;
    try {
      const { status } = await services.http.post({
        url,
        contentType: 'application/json',
        body,
        allowPrivate: true,
        signal,
        ...(signature ? { headers: [['X-Backissue-Signature', `sha256=${signature}`]] } : {}),
      });
      if (status >= 200 && status < 300) return;
      why = `it answered ${status}`;
    } catch (thrown) {
      // Whatever it was, the messages behind this one are still to be sent.
      why = errorFrom(thrown, url).message;
    }
  }
  giveUp(services, url, why);
}

function giveUp(services: Pick<Services, 'tell'>, url: Url, why: string): void {
  const message = `${url}: the webhook did not take a message (${why}); it is not sent again.`;
  services.tell({ type: 'warning', url, message });
}
