import { BlockList, isIP } from 'node:net';
import type { Context } from 'hono';
import { ArchiveError } from '../model/index.ts';

/** Tells whether a peer's address is that of a proxy of ours. */
export type IsTrusted = (address: string) => boolean;

/** Reads addresses and ranges (`127.0.0.1`, `10.0.0.0/8`, `fd00::/8`). Throws `invalid`. */
export function trustedRanges(texts: readonly string[]): IsTrusted {
  const list = new BlockList();
  for (const text of texts) {
    const [address = '', bits] = text.trim().split('/');
    const kind = isIP(address);
    const most = kind === 4 ? 32 : 128;
    const prefix = bits === undefined ? most : /^\d{1,3}$/.test(bits) ? Number(bits) : -1;
    if (kind === 0 || prefix < 0 || prefix > most) {
      throw new ArchiveError(
        'invalid',
        `${text}: this is no IP address or range; give one like 127.0.0.1 or 10.0.0.0/8 with --trusted-proxy.`,
      );
    }
    list.addSubnet(address, prefix, kind === 4 ? 'ipv4' : 'ipv6');
  }
  return (given) => {
    const address = plainAddress(given);
    const kind = isIP(address);
    return kind !== 0 && list.check(address, kind === 4 ? 'ipv4' : 'ipv6');
  };
}

/** An IPv4 address as such, where a socket for both kinds tells it within IPv6. */
const plainAddress = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '');

/** The address at the other end of the wire; '' where there is no wire. */
export function peerOf({ env }: Context): string {
  const socket = (env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined)
    ?.incoming?.socket;
  return plainAddress(socket?.remoteAddress ?? '');
}

/** The address that a request comes from. What proxies of ours say is believed, from the last to the
 * first that is not ours; what anybody else says is not. */
export function clientOf(request: Context, isTrusted: IsTrusted): string {
  let client = peerOf(request);
  const told = (request.req.header('x-forwarded-for') ?? '').split(',').map((one) => one.trim());
  for (const hop of told.reverse()) {
    if (!isTrusted(client) || isIP(plainAddress(hop)) === 0) break;
    client = plainAddress(hop);
  }
  return client;
}

/** The scheme and host under which a browser asked for this. */
export function originOf(
  request: Context,
  isTrusted: IsTrusted,
  publicUrl: string | undefined,
): URL {
  const { req } = request;
  const asked = new URL(req.url);
  const own = publicUrl === undefined ? undefined : new URL(publicUrl);
  const isBehind = isTrusted(peerOf(request));
  const host = (isBehind && req.header('x-forwarded-host')) || asked.host;
  if (own?.host === host) return own;
  const proto = isBehind && req.header('x-forwarded-proto');
  const scheme = proto === 'https' || proto === 'http' ? proto : asked.protocol.replace(':', '');
  return URL.parse(`${scheme}://${host}`) ?? asked;
}
