import { lookup as systemLookup } from 'node:dns';
import type { LookupFunction, Socket } from 'node:net';
import { Agent, buildConnector, type Dispatcher } from 'undici';
import { isPrivateAddress } from '../url/index.ts';
import { guardedLookup, privateAddressError } from './guarded-lookup.ts';

/** Keep-alive connections, one an origin. */
export interface Connections {
  readonly dispatcher: Dispatcher;
  /** The open connection of an origin (`https://example.com:8080`), if there is one. */
  socket(origin: string): Socket | undefined;
  close(): Promise<void>;
}

interface ConnectionsOptions {
  /** Whether private addresses are refused. */
  readonly guarded: boolean;
  readonly timeoutMs: number;
  readonly lookup?: LookupFunction;
}

const headerLimit = 65_536;
const longestConnectMs = 10_000;
const longestSilenceMs = 15_000;

/** A guarded pool and an open one share nothing: a private connection is never used by others. */
export function createConnections(options: ConnectionsOptions): Connections {
  const sockets = new Map<string, Socket>();
  const dispatcher = new Agent({
    connect: connector(options, sockets),
    connections: 1,
    pipelining: 1,
    allowH2: false,
    maxHeaderSize: headerLimit,
    headersTimeout: options.timeoutMs,
    bodyTimeout: Math.min(options.timeoutMs, longestSilenceMs),
  });
  return {
    dispatcher,
    socket: (origin) => sockets.get(origin),
    close: () => dispatcher.destroy(),
  };
}

function connector(
  options: ConnectionsOptions,
  sockets: Map<string, Socket>,
): buildConnector.connector {
  const lookup = options.lookup ?? systemLookup;
  const connect = buildConnector({
    lookup: options.guarded ? guardedLookup(lookup) : lookup,
    timeout: Math.min(options.timeoutMs, longestConnectMs),
    allowH2: false,
  });
  return (target, callback) => {
    connect(target, (...[error, socket]) => {
      if (error !== null) return callback(error, null);
      // The last line of defence, for whatever way around the resolver there may be.
      if (options.guarded && isPrivateAddress(socket.remoteAddress ?? '')) {
        socket.destroy();
        return callback(privateAddressError(`${target.hostname} is private`), null);
      }
      keep(sockets, `${target.protocol}//${target.host ?? target.hostname}`, socket);
      return callback(null, socket);
    });
  };
}

function keep(sockets: Map<string, Socket>, origin: string, socket: Socket): void {
  sockets.set(origin, socket);
  socket.once('close', () => {
    if (sockets.get(origin) === socket) sockets.delete(origin);
  });
}
