import type { Url } from '../model/index.ts';
import { hostKey, isPrivateAddress, literalAddress, parseUrl } from '../url/index.ts';
import type { Connections } from './connections.ts';
import type { HttpHop, HttpOptions, HttpRequest } from './contract.ts';
import { exchange } from './exchange.ts';
import { failure } from './failure.ts';
import { header } from './header.ts';
import type { HostQueue } from './host-queue.ts';
import { requestHeaders } from './request-headers.ts';
import { retryAfterMs } from './retry-after.ts';
import type { Robots } from './robots.ts';
import { unlessAborted } from './stop.ts';

/** What every request of one client shares. */
export interface Means {
  readonly options: HttpOptions;
  readonly timeoutMs: number;
  /** For public addresses only. */
  readonly guarded: Connections;
  /** For hosts with permission to be private. */
  readonly open: Connections;
  readonly queue: HostQueue;
  readonly robots: Robots;
}

/** A request and how to go about it. */
export interface Errand {
  readonly request: HttpRequest;
  readonly maxBytes: number;
  readonly maxRedirects: number;
  readonly overflow: 'fail' | 'cut';
  readonly signal: AbortSignal;
}

interface Journey {
  readonly hops: readonly HttpHop[];
  readonly last: HttpHop;
}

const longestUrl = 8192;
const defaultGapMs = 1000;

/** Every exchange from the asked URL to the answer that is no redirect, which is the last. */
export async function follow(means: Means, errand: Errand): Promise<Journey> {
  const hops: HttpHop[] = [];
  const visited = new Set<string>();
  let left = errand.maxBytes;
  let url = errand.request.url;
  for (;;) {
    visited.add(withoutFragment(url));
    const hop = await visit(means, { ...errand, maxBytes: left }, url);
    hops.push(hop);
    left -= hop.body.length;
    const next = redirectTarget(hop);
    if (next === undefined) return { hops, last: hop };
    checkRedirect(errand, hops.length, visited, next);
    url = next;
  }
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

/** One exchange, once its URL, its address, robots.txt and the host's queue allow it. */
async function visit(means: Means, errand: Errand, url: Url): Promise<HttpHop> {
  const { request, signal } = errand;
  signal.throwIfAborted();
  const open = mayBePrivate(request, url);
  checkUrl(url, open);
  const asksRobots = means.options.robots !== false && request.ignoreRobots !== true;
  const crawlDelayMs = asksRobots ? await unlessAborted(means.robots.leave(url, open), signal) : 0;
  const host = hostKey(url);
  const gapMs = (lastAddress: string | undefined) =>
    Math.max(crawlDelayMs, hostGap(means.options, open, literalAddress(url) ?? lastAddress));
  return means.queue.run({ host, url, gapMs, signal }, async () => {
    const hop = await send(means, errand, url, open);
    if (hop.remoteAddress !== undefined) means.queue.met(host, hop.remoteAddress);
    const pauseMs = asksForPause(hop) ? retryAfterMs(hop.responseHeaders, means.options.now) : 0;
    if (pauseMs !== undefined && pauseMs > 0) means.queue.hold(host, pauseMs);
    return hop;
  });
}

function asksForPause(hop: HttpHop): boolean {
  return hop.status === 429 || hop.status === 503;
}

/** The permission is for the host that was named, not for where it redirects to. */
function mayBePrivate(request: HttpRequest, url: Url): boolean {
  return request.allowPrivate === true && new URL(url).hostname === new URL(request.url).hostname;
}

function checkUrl(url: Url, open: boolean): void {
  if (url.length > longestUrl) {
    const what = `it is longer than ${longestUrl} characters; leave it out`;
    throw failure('protocol', url, what, { code: 'refused' });
  }
  const { username, password } = new URL(url);
  if (username !== '' || password !== '') {
    const what = 'a password does not belong into an archive that others read; leave it out';
    throw failure('protocol', url.replace(/\/\/[^/]*@/, '//'), what, { code: 'refused' });
  }
  const address = literalAddress(url);
  if (!open && address !== undefined && isPrivateAddress(address)) {
    const what = 'it is a private address; follow it with --allow-private if it is yours';
    throw failure('private', url, what);
  }
}

function hostGap(options: HttpOptions, open: boolean, address: string | undefined): number {
  const near = open && address !== undefined && isPrivateAddress(address);
  return options.hostGapMs ?? (near ? 0 : defaultGapMs);
}

function send(means: Means, errand: Errand, url: Url, open: boolean): Promise<HttpHop> {
  return exchange({
    url,
    headers: requestHeaders(errand.request, url, means.options.userAgent),
    connections: open ? means.open : means.guarded,
    maxBytes: errand.maxBytes,
    overflow: errand.overflow,
    timeoutMs: means.timeoutMs,
    signal: errand.signal,
    now: means.options.now,
  });
}
