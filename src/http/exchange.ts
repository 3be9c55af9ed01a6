import type { Dispatcher } from 'undici';
import { type Header, instant, type Now, type Url } from '../model/index.ts';
import type { Connections } from './connections.ts';
import type { HttpHop } from './contract.ts';
import { failure } from './failure.ts';
import { header } from './header.ts';
import { stopWith } from './stop.ts';
import { isHangUp, transportFailure } from './transport-failure.ts';

/** One request to send. */
export interface Order {
  readonly url: Url;
  readonly headers: readonly Header[];
  readonly connections: Connections;
  readonly maxBytes: number;
  /** What to do with a body of more than `maxBytes`: fail, or keep its beginning. */
  readonly overflow: 'fail' | 'cut';
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly now: Now;
}

/** Sends one GET over HTTP/1.1 and reads the whole answer. */
export async function exchange(order: Order): Promise<HttpHop> {
  const stop = stopWith(order.signal);
  const timer = setTimeout(() => stop.abort(overdue(order)), order.timeoutMs);
  try {
    return await sendAndRead(order, stop.signal);
  } finally {
    clearTimeout(timer);
    stop.release();
  }
}

function overdue(order: Order): Error {
  const seconds = order.timeoutMs / 1000;
  return failure('timeout', order.url, `no whole answer in ${seconds} s; try again later`);
}

async function sendAndRead(order: Order, signal: AbortSignal): Promise<HttpHop> {
  const startedAt = instant(order.now());
  const { origin, host } = new URL(order.url);
  const answer = await send(order, signal);
  const remoteAddress = order.connections.socket(origin)?.remoteAddress;
  const responseHeaders = pairs(answer.headers as unknown as readonly string[]);
  return {
    url: order.url,
    status: answer.statusCode,
    statusText: answer.statusText,
    httpVersion: '1.1',
    // Undici writes these two itself, before all others.
    requestHeaders: [['host', host], ['connection', 'keep-alive'], ...order.headers],
    responseHeaders,
    body: await read(order, answer.body, responseHeaders, signal),
    startedAt,
    ...(remoteAddress === undefined ? {} : { remoteAddress }),
  };
}

/** A server may drop an idle connection just as we use it: then once more, on a new one. */
async function send(order: Order, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
  const { origin, pathname, search } = new URL(order.url);
  const idle = order.connections.socket(origin);
  const ask = () =>
    order.connections.dispatcher.request({
      origin,
      path: `${pathname}${search}`,
      method: 'GET',
      headers: order.headers.flat(),
      responseHeaders: 'raw',
      signal,
    });
  try {
    return await ask().catch((thrown: unknown) => {
      if (idle !== undefined && isHangUp(thrown) && !signal.aborted) return ask();
      throw thrown;
    });
  } catch (thrown) {
    throw signal.aborted ? signal.reason : transportFailure(thrown, order.url, false);
  }
}

function pairs(raw: readonly string[]): readonly Header[] {
  const names = raw.filter((_, index) => index % 2 === 0);
  return names.map((name, index): Header => [name, raw[index * 2 + 1] ?? '']);
}

async function read(
  order: Order,
  body: AsyncIterable<Buffer>,
  headers: readonly Header[],
  signal: AbortSignal,
): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  const announced = order.overflow === 'fail' ? Number(header(headers, 'content-length')) : 0;
  try {
    for await (const chunk of body) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > order.maxBytes || announced > order.maxBytes) {
        if (order.overflow === 'cut') break;
        throw tooBig(order);
      }
    }
  } catch (thrown) {
    throw signal.aborted ? signal.reason : transportFailure(thrown, order.url, true);
  }
  return new Uint8Array(Buffer.concat(chunks, Math.min(size, order.maxBytes)));
}

function tooBig(order: Order): Error {
  const what = `its body is larger than ${order.maxBytes} bytes; raise the limit or leave it out`;
  return failure('too-big', order.url, what);
}
