import { instant, type Now } from '../model/index.ts';
import type { Connections } from './connections.ts';
import type { HttpHop } from './contract.ts';
import { failure } from './failure.ts';
import { header } from './header.ts';
import { sendHttp1 } from './http1.ts';
import type { Message, Reply } from './message.ts';
import { stopWith } from './stop.ts';
import {
  choseHttp2,
  isHangUp,
  isHttp2Fault,
  isUntouched,
  transportFailure,
  wantsHttp2,
} from './transport-failure.ts';

/** One request to send. */
export interface Order extends Message {
  readonly connections: Connections;
  readonly maxBytes: number;
  /** What to do with a body of more than `maxBytes`: fail, or keep its beginning. */
  readonly overflow: 'fail' | 'cut';
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly now: Now;
}

/** What came of a request. */
export interface Exchanged {
  readonly hop: HttpHop;
  /** When the head of its answer came, in ms: the first moment at which it surely had arrived. */
  readonly answeredAt: number;
}

/** Sends one request and reads the whole answer. */
export async function exchange(order: Order): Promise<Exchanged> {
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

async function sendAndRead(order: Order, signal: AbortSignal): Promise<Exchanged> {
  const began = order.now();
  const { connections, url } = order;
  const answer = await send(order, signal);
  const answeredAt = order.now();
  const remoteAddress = connections.remoteAddress(new URL(url).origin);
  const { status, statusText, httpVersion, requestHeaders, responseHeaders } = answer;
  const hop: HttpHop = {
    ...{ url, status, statusText, httpVersion, requestHeaders, responseHeaders },
    body: await read(order, answer, signal),
    startedAt: instant(began),
    ...(remoteAddress === undefined ? {} : { remoteAddress }),
  };
  return { hop, answeredAt };
}

/**
 * A server may drop an idle connection just as we use it: then once more, on a new one. One that
 * does not master the HTTP/2 it chose is asked once more over HTTP/1.1, and so from then on. What
 * is not known to be harmless when done twice is sent again only if nothing was done with it.
 */
async function send(order: Order, signal: AbortSignal): Promise<Reply> {
  const { connections, url, method } = order;
  const { origin } = new URL(url);
  const attempt = () => sendOnce(order, signal);
  try {
    const idle = connections.isOpen(origin);
    return await attempt().catch((thrown: unknown) => {
      if (signal.aborted) throw thrown;
      if (method !== 'GET' && !isUntouched(thrown)) throw thrown;
      if (idle && isHangUp(thrown)) return attempt();
      if (!isHttp2Fault(thrown)) throw thrown;
      connections.avoidHttp2(origin, true);
      return attempt().catch((again: unknown) => {
        if (!wantsHttp2(again)) throw again;
        connections.avoidHttp2(origin, false);
        throw thrown;
      });
    });
  } catch (thrown) {
    throw signal.aborted ? signal.reason : transportFailure(thrown, url, false);
  }
}

function sendOnce(order: Order, signal: AbortSignal): Promise<Reply> {
  const { connections, url } = order;
  const { origin } = new URL(url);
  const session = connections.http2(origin);
  if (session !== undefined) return session.send(order, signal);
  const { dispatcher, proxy } = connections;
  return sendHttp1(dispatcher, proxy, order, signal).catch((thrown: unknown) => {
    const agreed = choseHttp2(thrown) ? connections.http2(origin) : undefined;
    if (agreed === undefined) throw thrown;
    return agreed.send(order, signal);
  });
}

async function read(
  order: Order,
  { body, responseHeaders }: Reply,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  const announced =
    order.overflow === 'fail' ? Number(header(responseHeaders, 'content-length')) : 0;
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
    if (isHttp2Fault(thrown) && !isHangUp(thrown))
      order.connections.avoidHttp2(new URL(order.url).origin, true);
    throw signal.aborted ? signal.reason : transportFailure(thrown, order.url, true);
  }
  return new Uint8Array(Buffer.concat(chunks, Math.min(size, order.maxBytes)));
}

function tooBig(order: Order): Error {
  const what = `its body is larger than ${order.maxBytes} bytes; raise the limit or leave it out`;
  return failure('too-big', order.url, what);
}
