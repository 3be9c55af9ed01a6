import { isIPv4, isIPv6, type Socket } from 'node:net';
import type { FailureKind } from './failure.ts';
import type { ProxyAddress } from './proxy.ts';
import { type Destination, proxyError, readSome } from './tunnel.ts';

const version = 5;
const noAuthentication = 0;
const userAndPassword = 2;
const connectCommand = 1;
const addressTypes = { v4: 1, name: 3, v6: 4 } as const;

/** RFC 1928, 6. Some are about the destination, the others about the proxy. */
const replies: Readonly<Record<number, readonly [FailureKind, string]>> = {
  1: ['connect', 'could not reach the host; try again later'],
  2: ['proxy', 'does not allow this connection; ask whoever runs it'],
  3: ['connect', 'has no way to the host (network unreachable); try again later'],
  4: ['connect', 'cannot reach the host, or cannot resolve its name; try again later'],
  5: ['connect', 'was refused by the host; check the port, or try again later'],
  6: ['timeout', 'got no answer from the host; try again later'],
};

/**
 * Asks a SOCKS5 proxy (RFC 1928, RFC 1929) for a connection. A name is sent as a name, so that the
 * proxy resolves it. Throws what `proxyError` gives.
 */
export async function connectThroughSocks5(
  socket: Socket,
  proxy: ProxyAddress,
  destination: Destination,
): Promise<void> {
  const withUser = proxy.username !== '' || proxy.password !== '';
  const methods = withUser ? [noAuthentication, userAndPassword] : [noAuthentication];
  socket.write(Uint8Array.of(version, methods.length, ...methods));
  const [spoken, method] = await readSome(socket, proxy, 2);
  if (spoken !== version) throw noSocks(proxy);
  if (method === userAndPassword && withUser) await authenticate(socket, proxy);
  else if (method !== noAuthentication) {
    throw proxyError('proxy', proxy, 'wants a user name and password; write them into its URL');
  }
  socket.write(
    Buffer.concat([Uint8Array.of(version, connectCommand, 0), addressOf(proxy, destination)]),
  );
  await readReply(socket, proxy);
}

async function authenticate(socket: Socket, proxy: ProxyAddress): Promise<void> {
  const [user, password] = [Buffer.from(proxy.username), Buffer.from(proxy.password)];
  socket.write(
    Buffer.concat([Uint8Array.of(1, user.length), user, Uint8Array.of(password.length), password]),
  );
  const [, status] = await readSome(socket, proxy, 2);
  if (status !== 0) {
    throw proxyError('proxy', proxy, 'wants another user name and password; correct its URL');
  }
}

function addressOf(proxy: ProxyAddress, { hostname, port }: Destination): Buffer {
  const end = Uint8Array.of(port >> 8, port & 0xff);
  if (isIPv4(hostname)) {
    return Buffer.concat([Uint8Array.of(addressTypes.v4, ...hostname.split('.').map(Number)), end]);
  }
  if (isIPv6(hostname)) {
    return Buffer.concat([Uint8Array.of(addressTypes.v6), bytesOfV6(hostname), end]);
  }
  const name = Buffer.from(hostname, 'latin1');
  if (name.length > 255) throw proxyError('dns', proxy, 'takes no host name of such a length');
  return Buffer.concat([Uint8Array.of(addressTypes.name, name.length), name, end]);
}

/** Of the form that the URL parser writes: hexadecimal groups, `::` at most once. */
function bytesOfV6(address: string): Buffer {
  const [head = [], tail = []] = address
    .split('::')
    .map((part) => (part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16))));
  const groups = [...head, ...new Array<number>(8 - head.length - tail.length).fill(0), ...tail];
  return Buffer.from(groups.flatMap((group) => [group >> 8, group & 0xff]));
}

/** The reply ends with the address the proxy is bound to, which tells nothing we need. */
async function readReply(socket: Socket, proxy: ProxyAddress): Promise<void> {
  const [spoken, reply = 0xff, , type] = await readSome(socket, proxy, 4);
  if (spoken !== version) throw noSocks(proxy);
  if (reply !== 0) {
    const [kind, what] = replies[reply] ?? ['proxy', `answers ${reply}; ask whoever runs it`];
    throw proxyError(kind, proxy, what);
  }
  const lengths: Readonly<Record<number, number>> = { [addressTypes.v4]: 4, [addressTypes.v6]: 16 };
  const length = lengths[type ?? 0] ?? (await readSome(socket, proxy, 1))[0] ?? 0;
  await readSome(socket, proxy, length + 2);
}

function noSocks(proxy: ProxyAddress): NodeJS.ErrnoException {
  return proxyError('proxy', proxy, 'is no SOCKS5 proxy; check its address');
}
