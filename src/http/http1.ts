import type { Dispatcher } from 'undici';
import { pairs } from './http2.ts';
import type { Message, Reply } from './message.ts';
import type { ProxyAddress } from './proxy.ts';
import { proxyAuthorization, refusedBy } from './tunnel.ts';

/** Sends a message over HTTP/1.1. Through an HTTP proxy a plain one is asked of the proxy itself. */
export async function sendHttp1(
  dispatcher: Dispatcher,
  proxy: ProxyAddress | undefined,
  message: Message,
  signal: AbortSignal,
): Promise<Reply> {
  const { origin, host, pathname, search, protocol } = new URL(message.url);
  const asked = protocol === 'http:' && proxy !== undefined && proxy.kind !== 'socks5';
  const authorization = asked ? proxyAuthorization(proxy) : undefined;
  const answer = await dispatcher.request({
    origin,
    path: `${asked ? origin : ''}${pathname}${search}`,
    method: message.method,
    headers: [
      ...message.headers.flat(),
      ...(authorization === undefined ? [] : ['Proxy-Authorization', authorization]),
    ],
    ...(message.body === undefined ? {} : { body: message.body }),
    responseHeaders: 'raw',
    signal,
  });
  if (asked && answer.statusCode === 407) {
    answer.body.on('error', () => undefined).destroy();
    throw refusedBy(proxy, answer.statusCode);
  }
  return {
    status: answer.statusCode,
    statusText: answer.statusText,
    httpVersion: '1.1',
    // Undici writes these two itself, before all others, and the length of a body after them.
    requestHeaders: [['host', host], ['connection', 'keep-alive'], ...message.headers],
    responseHeaders: pairs(answer.headers as unknown as readonly string[]),
    body: answer.body as AsyncIterable<Buffer>,
  };
}
