import type { Url } from '../model/index.ts';

/**
 * The IP address a URL names its host by, without brackets; undefined when the host is a name. The
 * WHATWG parser has by then written every decimal, octal, hexadecimal and short form of an IPv4
 * address as four decimal numbers.
 */
export function literalAddress(url: Url): string | undefined {
  const { hostname } = new URL(url);
  if (hostname.startsWith('[')) return hostname.slice(1, -1);
  return /^\d{1,3}(?:\.\d{1,3}){3}$/.test(hostname) ? hostname : undefined;
}
