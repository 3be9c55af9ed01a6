import type { Socket } from 'node:net';
import { Agent, type Dispatcher } from 'undici';
import { type Connect, type ConnectOptions, createConnect, type Target } from './connect.ts';
import { type Http2, openHttp2 } from './http2.ts';
import type { ProxyAddress } from './proxy.ts';
import { http2Code } from './transport-failure.ts';

/** Keep-alive connections, one an origin (`https://example.com:8080`), closed when idle. */
export interface Connections {
  /** For HTTP/1.1. Fails with `http2Code` where the origin chose HTTP/2; `http2` then has it. */
  readonly dispatcher: Dispatcher;
  readonly proxy?: ProxyAddress;
  /** The open connection of an origin that chose HTTP/2. */
  http2(origin: string): Http2 | undefined;
  /** Whether an origin has an open connection. */
  isOpen(origin: string): boolean;
  /** IP address at the end of the origin's open connection; undefined through a proxy. */
  remoteAddress(origin: string): string | undefined;
  /** Whether this origin is offered HTTP/1.1 alone from now on: it does not master the other. */
  avoidHttp2(origin: string, avoided: boolean): void;
  close(): Promise<void>;
}

export interface ConnectionsOptions extends ConnectOptions {
  readonly keepAliveMs: number;
  /** Whether HTTP/2 is offered at all. */
  readonly http2: boolean;
}

/** Owned by `createConnections`. */
interface Open {
  readonly sockets: Map<string, Socket>;
  readonly http2: Map<string, Http2>;
  readonly http1Only: Set<string>;
}

const headerLimit = 65_536;
const longestSilenceMs = 15_000;
const mostHttp1Only = 4096;

/** A guarded pool and an open one share nothing: a private connection is never used by others. */
export function createConnections(options: ConnectionsOptions): Connections {
  const open: Open = {
    sockets: new Map(),
    http2: new Map(),
    http1Only: new Set(),
  };
  const silenceMs = Math.min(options.timeoutMs, longestSilenceMs);
  const connect = createConnect(options);
  const dispatcher = new Agent({
    connect: (target, callback) => {
      connectTo(connect, open, options, { ...target }).then(
        (socket) => callback(null, socket),
        (error: Error) => callback(error, null),
      );
    },
    connections: 1,
    pipelining: 1,
    allowH2: false,
    maxHeaderSize: headerLimit,
    headersTimeout: options.timeoutMs,
    bodyTimeout: silenceMs,
    keepAliveTimeout: options.keepAliveMs,
    // A server may ask for less, never for more.
    keepAliveMaxTimeout: options.keepAliveMs,
  });
  const socket = (origin: string) => open.http2.get(origin)?.socket ?? open.sockets.get(origin);
  return {
    dispatcher,
    ...(options.proxy === undefined ? {} : { proxy: options.proxy }),
    http2: (origin) => open.http2.get(origin),
    isOpen: (origin) => socket(origin) !== undefined,
    remoteAddress: (origin) =>
      options.proxy === undefined ? socket(origin)?.remoteAddress : undefined,
    avoidHttp2: (origin, avoided) => avoid(open.http1Only, origin, avoided),
    close: async () => {
      for (const session of open.http2.values()) session.close();
      await dispatcher.destroy();
    },
  };
}

async function connectTo(
  connect: Connect,
  open: Open,
  options: ConnectionsOptions,
  target: Target,
): Promise<Socket> {
  const origin = `${target.protocol}//${target.host ?? target.hostname}`;
  const socket = await connect(target, options.http2 && !open.http1Only.has(origin));
  if (!('alpnProtocol' in socket) || socket.alpnProtocol !== 'h2') {
    keep(open.sockets, origin, socket);
    return socket;
  }
  const session = openHttp2(origin, socket, {
    idleMs: options.keepAliveMs,
    silenceMs: Math.min(options.timeoutMs, longestSilenceMs),
    headerLimit,
    onEnd: () => {
      if (open.http2.get(origin) === session) open.http2.delete(origin);
    },
  });
  open.http2.set(origin, session);
  throw Object.assign(new Error(`${origin} chose HTTP/2`), { code: http2Code });
}

function keep(sockets: Map<string, Socket>, origin: string, socket: Socket): void {
  sockets.set(origin, socket);
  socket.once('close', () => {
    if (sockets.get(origin) === socket) sockets.delete(origin);
  });
}

function avoid(http1Only: Set<string>, origin: string, avoided: boolean): void {
  if (!avoided) return void http1Only.delete(origin);
  http1Only.add(origin);
  const [oldest] = http1Only;
  if (http1Only.size > mostHttp1Only && oldest !== undefined) http1Only.delete(oldest);
}
