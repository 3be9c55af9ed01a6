import { lookup as systemLookup } from 'node:dns';
import type { LookupFunction, Socket } from 'node:net';
import { buildConnector } from 'undici';
import { isPrivateAddress } from '../url/index.ts';
import { guardedLookup, privateAddressError } from './guarded-lookup.ts';
import type { ProxyAddress } from './proxy.ts';
import { connectThroughSocks5 } from './socks5.ts';
import { connectThroughHttp, proxyError } from './tunnel.ts';

/** Where an origin's requests go. */
export type Target = buildConnector.Options;

/** Opens a connection to an origin, with TLS where its scheme asks for it. */
export type Connect = (target: Target, offersHttp2: boolean) => Promise<Socket>;

export interface ConnectOptions {
  /** Whether private addresses are refused. */
  readonly guarded: boolean;
  readonly timeoutMs: number;
  readonly lookup?: LookupFunction;
  readonly proxy?: ProxyAddress;
}

const longestConnectMs = 10_000;

/**
 * The only place that opens connections. Without a proxy the guard stands before the resolver's
 * answer and once more on the open socket. With one the name is handed to the proxy as it is, and
 * TLS runs through the tunnel to the origin itself, so the proxy sees nothing but its name.
 */
export function createConnect(options: ConnectOptions): Connect {
  const lookup = options.lookup ?? systemLookup;
  const timeout = Math.min(options.timeoutMs, longestConnectMs);
  const build = (guarded: boolean, http2: boolean) =>
    reaching(
      buildConnector({
        lookup: guarded ? guardedLookup(lookup) : lookup,
        timeout,
        allowH2: http2,
        preferH2: http2,
      }),
    );
  const reach = { http1: build(options.guarded, false), http2: build(options.guarded, true) };
  const { proxy } = options;
  if (proxy === undefined) {
    return async (target, offersHttp2) => {
      const socket = await (offersHttp2 ? reach.http2 : reach.http1)(target);
      if (options.guarded) checkSocket(socket, target);
      return socket;
    };
  }
  const reachProxy = build(false, false);
  return async (target, offersHttp2) => {
    const tunnel = await openTunnel(reachProxy, proxy, target, timeout);
    if (target.protocol !== 'https:') return tunnel;
    return (offersHttp2 ? reach.http2 : reach.http1)({ ...target, httpSocket: tunnel });
  };
}

type Reach = (target: Target) => Promise<Socket>;

function reaching(connector: buildConnector.connector): Reach {
  return (target) =>
    new Promise((resolve, reject) => {
      connector(target, (...[error, socket]) => {
        if (error === null) resolve(socket);
        else reject(error);
      });
    });
}

/** The last line of defence, for whatever way around the resolver there may be. */
function checkSocket(socket: Socket, target: Target): void {
  if (!isPrivateAddress(socket.remoteAddress ?? '')) return;
  socket.destroy();
  throw privateAddressError(`${target.hostname} is private`);
}

/** Plain http goes to an HTTP proxy without a tunnel, since most allow tunnels to port 443 only. */
async function openTunnel(
  reach: Reach,
  proxy: ProxyAddress,
  target: Target,
  timeoutMs: number,
): Promise<Socket> {
  const socket = await reachProxy(reach, proxy);
  const secure = target.protocol === 'https:';
  if (proxy.kind !== 'socks5' && !secure) return socket;
  const destination = {
    hostname: target.hostname.replace(/^\[|\]$/g, ''),
    port: Number(target.port) || (secure ? 443 : 80),
  };
  const ask = proxy.kind === 'socks5' ? connectThroughSocks5 : connectThroughHttp;
  const late = proxyError('timeout', proxy, 'made no connection in time; try again later');
  const fail = () => undefined; // What the socket says is told by whoever reads from it.
  const timer = setTimeout(() => socket.destroy(late), timeoutMs);
  socket.on('error', fail);
  try {
    await ask(socket, proxy, destination);
    return socket;
  } catch (thrown) {
    socket.destroy();
    throw socket.errored ?? thrown;
  } finally {
    clearTimeout(timer);
    socket.off('error', fail);
  }
}

function reachProxy(reach: Reach, proxy: ProxyAddress): Promise<Socket> {
  const { hostname, port } = proxy;
  const protocol = proxy.kind === 'https' ? 'https:' : 'http:';
  return reach({ hostname, host: hostname, port: String(port), protocol }).catch((cause) => {
    const code = typeof cause?.code === 'string' ? cause.code : String(cause);
    throw proxyError(
      'proxy',
      proxy,
      `cannot be reached (${code}); start it, or correct its URL`,
      cause,
    );
  });
}
