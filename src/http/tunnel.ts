import type { Socket } from 'node:net';
import type { FailureKind } from './failure.ts';
import type { ProxyAddress } from './proxy.ts';
import { proxyCode } from './transport-failure.ts';

/** What a proxy is asked for; it resolves the name, we never do. */
export interface Destination {
  /** Without brackets. */
  readonly hostname: string;
  readonly port: number;
}

const longestHead = 16_384;

/** An error that `transportFailure` reads as a failure of this kind. `what` holds no password. */
export function proxyError(
  kind: FailureKind,
  proxy: ProxyAddress,
  what: string,
  cause?: unknown,
): NodeJS.ErrnoException {
  const said = `the proxy ${proxy.shown} ${what}`;
  return Object.assign(new Error(said, { cause }), { code: proxyCode, kind });
}

/**
 * Asks an HTTP proxy for a tunnel (CONNECT, RFC 9110, 9.3.6). The socket is connected to the proxy,
 * and afterwards to the destination. Throws what `proxyError` gives.
 */
export async function connectThroughHttp(
  socket: Socket,
  proxy: ProxyAddress,
  destination: Destination,
): Promise<void> {
  const { hostname, port } = destination;
  const authority = hostname.includes(':') ? `[${hostname}]:${port}` : `${hostname}:${port}`;
  const lines = [`CONNECT ${authority} HTTP/1.1`, `Host: ${authority}`];
  const authorization = proxyAuthorization(proxy);
  if (authorization !== undefined) lines.push(`Proxy-Authorization: ${authorization}`);
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  const status = /^HTTP\/1\.\d (\d{3})(?: |\r)/.exec(await readHead(socket, proxy))?.[1];
  if (status === undefined) throw proxyError('proxy', proxy, 'is no HTTP proxy; check its address');
  if (!status.startsWith('2')) throw refusedBy(proxy, Number(status));
}

/** Basic (RFC 7617), for a proxy whose URL has a user name; undefined for others. */
export function proxyAuthorization({ username, password }: ProxyAddress): string | undefined {
  if (username === '' && password === '') return undefined;
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

/** What an HTTP proxy means that answers `status` in its own name. */
export function refusedBy(proxy: ProxyAddress, status: number): NodeJS.ErrnoException {
  if (status === 407) {
    return proxyError('proxy', proxy, 'wants another user name and password; correct its URL');
  }
  if (status === 504) return proxyError('timeout', proxy, 'got no answer from the host (504)');
  if (status === 502 || status === 503) {
    return proxyError('connect', proxy, `cannot reach the host (${status}); try again later`);
  }
  return proxyError('proxy', proxy, `answers ${status}; ask whoever runs it`);
}

async function readHead(socket: Socket, proxy: ProxyAddress): Promise<string> {
  let head = Buffer.alloc(0);
  while (head.length < longestHead) {
    const end = head.indexOf('\r\n\r\n');
    if (end >= 0) {
      // What came after it is the destination's.
      if (head.length > end + 4) socket.unshift(head.subarray(end + 4));
      return head.toString('latin1', 0, end + 4);
    }
    head = Buffer.concat([head, await readSome(socket, proxy)]);
  }
  throw proxyError('proxy', proxy, 'is no HTTP proxy; check its address');
}

/** The next bytes, or the next `count` of them. */
export async function readSome(
  socket: Socket,
  proxy: ProxyAddress,
  count?: number,
): Promise<Buffer> {
  for (;;) {
    const bytes = socket.read(count) as Buffer | null;
    if (bytes !== null && (count === undefined || bytes.length === count)) return bytes;
    const over = bytes !== null || socket.readableEnded || socket.destroyed;
    if (over) throw proxyError('proxy', proxy, 'hung up; check its address, or try again later');
    await readable(socket);
  }
}

/** Ends when there may be more to read, or never will be. */
async function readable(socket: Socket): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const events = ['readable', 'end', 'close', 'error'] as const;
  for (const event of events) socket.on(event, resolve);
  await promise;
  for (const event of events) socket.off(event, resolve);
}
