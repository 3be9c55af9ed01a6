import type { Url } from '../model/index.ts';
import {
  isOnionName,
  isPrivateAddress,
  isPrivateName,
  literalAddress,
  parseUrl,
} from '../url/index.ts';
import { failure } from './failure.ts';

/** How a URL is gone to. */
export interface Way {
  /** Whether its host may be at a private address. */
  readonly open: boolean;
  /** The proxy's URL; undefined without one. */
  readonly proxy?: string;
}

const longestUrl = 8192;

/**
 * Throws `refused` for a URL that is never to be fetched in this way. What a name leads to is seen
 * when it is resolved; through a proxy never, so names for private use are refused there.
 */
export function admit(url: Url, way: Way): void {
  checkForm(url);
  const address = literalAddress(url);
  const { hostname } = new URL(url);
  const hidden =
    address !== undefined
      ? isPrivateAddress(address)
      : way.proxy !== undefined && isPrivateName(hostname);
  if (!way.open && hidden) {
    const what = address === undefined ? 'its name is for private use' : 'it is a private address';
    throw failure('private', url, `${what}; follow it with --allow-private if it is yours`);
  }
  if (isOnionName(hostname) && way.proxy === undefined) {
    const what = 'only Tor reaches an .onion name; give its SOCKS5 proxy, socks5h://127.0.0.1:9050';
    throw failure('dns', url, what, { code: 'refused' });
  }
}

function checkForm(url: Url): void {
  if (url.length > longestUrl) {
    const what = `it is longer than ${longestUrl} characters; leave it out`;
    throw failure('protocol', url, what, { code: 'refused' });
  }
  if (parseUrl(url) === undefined) {
    throw failure('protocol', url, 'it is no web address; leave it out', { code: 'refused' });
  }
  const { username, password } = new URL(url);
  if (username !== '' || password !== '') {
    const what = 'a password does not belong into an archive that others read; leave it out';
    throw failure('protocol', url.replace(/\/\/[^/]*@/, '//'), what, { code: 'refused' });
  }
}
