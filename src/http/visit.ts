import type { Header, Url } from '../model/index.ts';
import { hostKey, isPrivateAddress, literalAddress } from '../url/index.ts';
import { admit, type Way } from './admit.ts';
import type { Connections } from './connections.ts';
import type { HttpHop, HttpOptions, HttpRequest } from './contract.ts';
import { type Exchanged, exchange } from './exchange.ts';
import type { HostQueue } from './host-queue.ts';
import { requestHeaders } from './request-headers.ts';
import { retryAfterMs } from './retry-after.ts';
import type { Robots } from './robots.ts';
import { isSecretHeader, withoutCookieValues, withoutSecrets } from './secret-headers.ts';
import { unlessAborted } from './stop.ts';

/** What every request of one client shares. */
export interface Means {
  readonly options: HttpOptions;
  readonly timeoutMs: number;
  /** Each way has connections of its own. */
  readonly connections: (way: Way) => Connections;
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
  /** Makes the request a POST. */
  readonly body?: Uint8Array;
}

/** One exchange. */
export interface Visit {
  /** As it may be kept: without secrets. */
  readonly hop: HttpHop;
  /** Whether the jar holds other cookies than before. */
  readonly newCookies: boolean;
  /** How long the host asks to be left alone. */
  readonly retryAfterMs?: number;
}

const defaultGapMs = 1000;

/** One exchange, once its URL, its address, robots.txt and the host's queue allow it. */
export async function visit(means: Means, errand: Errand, url: Url): Promise<Visit> {
  const { request, signal } = errand;
  signal.throwIfAborted();
  const way = wayTo(means.options, request, url);
  admit(url, way);
  const asksRobots = means.options.robots !== false && request.ignoreRobots !== true;
  const crawlDelayMs = asksRobots ? await unlessAborted(means.robots.leave(url, way), signal) : 0;
  const host = hostKey(url);
  const gapMs = (lastAddress: string | undefined) =>
    Math.max(
      crawlDelayMs,
      Math.min(
        hostGap(means.options, way, literalAddress(url) ?? lastAddress),
        request.gapMs ?? Number.POSITIVE_INFINITY,
      ),
    );
  return means.queue.run({ host, url, gapMs, signal }, async () => {
    const { answeredAt, ...visited } = await send(means, errand, url, way);
    const { hop, retryAfterMs: pauseMs } = visited;
    means.queue.reached(host, answeredAt);
    if (hop.remoteAddress !== undefined) means.queue.met(host, hop.remoteAddress);
    if (pauseMs !== undefined && pauseMs > 0) means.queue.hold(host, pauseMs);
    return visited;
  });
}

/** The permission is for the host that was named, not for where it redirects to. */
function wayTo(options: HttpOptions, request: HttpRequest, url: Url): Way {
  const open =
    request.allowPrivate === true && new URL(url).hostname === new URL(request.url).hostname;
  const proxy = request.proxy ?? options.proxy ?? 'direct';
  return { open, ...(proxy === 'direct' ? {} : { proxy }) };
}

function hostGap(options: HttpOptions, way: Way, address: string | undefined): number {
  const near = way.open && address !== undefined && isPrivateAddress(address);
  return options.hostGapMs ?? (near ? 0 : defaultGapMs);
}

async function send(
  means: Means,
  errand: Errand,
  url: Url,
  way: Way,
): Promise<Visit & Pick<Exchanged, 'answeredAt'>> {
  const { request } = errand;
  const { now, userAgent } = means.options;
  const headers = requestHeaders(request, url, userAgent, now());
  const { hop, answeredAt } = await exchange({
    method: errand.body === undefined ? 'GET' : 'POST',
    url,
    headers,
    ...(errand.body === undefined ? {} : { body: errand.body }),
    connections: means.connections(way),
    maxBytes: errand.maxBytes,
    overflow: errand.overflow,
    timeoutMs: means.timeoutMs,
    signal: errand.signal,
    now,
  });
  const pauseMs = [429, 503].includes(hop.status)
    ? retryAfterMs(hop.responseHeaders, now)
    : undefined;
  return {
    ...{ answeredAt, hop: keepable(request, headers, hop) },
    newCookies: request.cookies?.take(url, hop.responseHeaders, now()) ?? false,
    ...(pauseMs === undefined ? {} : { retryAfterMs: pauseMs }),
  };
}

/** What hops hold is published, so no secret may be in it: neither one sent nor one received. */
function keepable(request: HttpRequest, sent: readonly Header[], hop: HttpHop): HttpHop {
  const secret = request.cookies !== undefined || sent.some(([name]) => isSecretHeader(name));
  return {
    ...hop,
    requestHeaders: withoutSecrets(hop.requestHeaders),
    responseHeaders: secret ? withoutCookieValues(hop.responseHeaders) : hop.responseHeaders,
  };
}
