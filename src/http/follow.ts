import type { Url } from '../model/index.ts';
import { parseUrl } from '../url/index.ts';
import type { HttpHop } from './contract.ts';
import { failure } from './failure.ts';
import { header } from './header.ts';
import { type Errand, type Means, visit } from './visit.ts';

interface Journey {
  readonly hops: readonly HttpHop[];
  readonly last: HttpHop;
  /** Of the last hop. */
  readonly retryAfterMs?: number;
}

/**
 * Every exchange from the asked URL to the answer that is no redirect, which is the last. A URL may
 * come up again once the jar holds other cookies, since sites that insist on them send one in a
 * circle until they are there; the number of redirects bounds that too.
 */
export async function follow(means: Means, errand: Errand): Promise<Journey> {
  const hops: HttpHop[] = [];
  const visited = new Set<string>();
  let left = errand.maxBytes;
  let url = errand.request.url;
  for (;;) {
    visited.add(withoutFragment(url));
    const { hop, newCookies, retryAfterMs } = await visit(
      means,
      { ...errand, maxBytes: left },
      url,
    );
    hops.push(hop);
    left -= hop.body.length;
    const next = redirectTarget(hop);
    if (next === undefined) {
      return { hops, last: hop, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
    }
    if (newCookies) visited.clear();
    checkRedirect(errand, hops.length, visited, next);
    url = next;
  }
}

/** The target of the last of the permanent redirects that a journey begins with. */
export function permanentTarget(hops: readonly HttpHop[]): Url | undefined {
  const end = hops.findIndex(({ status }) => status !== 301 && status !== 308);
  return end > 0 ? hops[end]?.url : undefined;
}

function checkRedirect(
  errand: Errand,
  count: number,
  visited: ReadonlySet<string>,
  next: Url,
): void {
  const { url } = errand.request;
  if (visited.has(withoutFragment(next))) {
    const what = `it redirects in a circle (back to ${next.slice(0, 300)})`;
    throw failure('redirect', url, `${what}; the site may insist on cookies, so leave it out`);
  }
  if (count > errand.maxRedirects) {
    throw failure('redirect', url, `more than ${errand.maxRedirects} redirects; leave it out`);
  }
}

function withoutFragment(url: Url): string {
  return url.split('#', 1)[0] ?? url;
}

/** Where a redirect leads; undefined for any other answer, and for one without a Location. */
function redirectTarget(hop: HttpHop): Url | undefined {
  if (![301, 302, 303, 307, 308].includes(hop.status)) return undefined;
  const location = header(hop.responseHeaders, 'location');
  if (location === undefined) return undefined;
  const target = parseUrl(escapeBytes(location), hop.url);
  if (target !== undefined) return target;
  const what = `it redirects to ${JSON.stringify(location.slice(0, 300))}, which is no web address`;
  throw failure('redirect', hop.url, `${what}; leave it out`, { code: 'refused' });
}

/** Some servers write raw UTF-8 or GBK into Location; its bytes are what they mean. */
function escapeBytes(location: string): string {
  return location.replace(
    /[\x80-\xff]/g,
    (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
