import { setTimeout as timer } from 'node:timers/promises';
import { ArchiveError, type Header, type Url } from '../model/index.ts';
import type { Way } from './admit.ts';
import { type Connections, createConnections } from './connections.ts';
import { decodeContent } from './content.ts';
import type {
  HttpAnswer,
  HttpClient,
  HttpHop,
  HttpOptions,
  HttpPost,
  HttpPosted,
  HttpRequest,
} from './contract.ts';
import { stopped } from './failure.ts';
import { follow, permanentTarget } from './follow.ts';
import { createGatekeeper, type Gatekeeper } from './gatekeeper.ts';
import { isFieldValue } from './header.ts';
import { createHostQueue } from './host-queue.ts';
import { parseProxy } from './proxy.ts';
import { checkRequestHeaders } from './request-headers.ts';
import { createRobots, robotsBytes } from './robots.ts';
import { stopWith, unlessAborted } from './stop.ts';
import { type Errand, type Means, visit } from './visit.ts';

const defaults = {
  timeoutMs: 30_000,
  maxContentBytes: 64 * 1_048_576,
  maxRedirects: 8,
  maxConcurrent: 16,
  maxBytes: 20 * 1_048_576,
  keepAliveMs: 4000,
};
/** RFC 9309, 2.3.1.2. */
const robotsRedirects = 5;

/** A client with its own connections, queues and memory of robots.txt; to be closed. */
export function createHttpClient(options: HttpOptions): HttpClient {
  checkOptions(options);
  const closing = new AbortController();
  const pools = createPools(options);
  const gatekeeper = createGatekeeper({
    gate: options.gate,
    now: options.now,
    wait: (ms, signal) => wait(options, ms, signal),
    timeoutMs: options.timeoutMs ?? defaults.timeoutMs,
  });
  const means = createMeans(options, pools, gatekeeper, closing.signal);
  return {
    fetch: (request) => stoppable(closing.signal, request, (signal) => ask(means, request, signal)),
    post: (request) => stoppable(closing.signal, request, (signal) => send(means, request, signal)),
    close: async () => {
      closing.abort(new Error('the client is closed'));
      await pools.close();
      await gatekeeper.settled();
    },
  };
}

/** Runs a task that its own signal and `close` end. */
async function stoppable<T>(
  closing: AbortSignal,
  request: HttpRequest | HttpPost,
  task: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const stop = stopWith(closing, request.signal);
  try {
    return await task(stop.signal);
  } catch (thrown) {
    if (thrown instanceof ArchiveError || !stop.signal.aborted) throw thrown;
    throw stopped(request.url, thrown);
  } finally {
    stop.release();
  }
}

/** Throws ArchiveError `invalid`: the numbers count or measure, the name has to fit a header. */
function checkOptions(options: HttpOptions): void {
  const { hostGapMs, timeoutMs, maxContentBytes, maxRedirects, maxConcurrent } = options;
  const { keepAliveMs } = options;
  const numbers = {
    hostGapMs,
    timeoutMs,
    maxContentBytes,
    maxRedirects,
    maxConcurrent,
    keepAliveMs,
  };
  for (const [name, value] of Object.entries(numbers)) {
    const least = ['timeoutMs', 'maxConcurrent', 'keepAliveMs'].includes(name) ? 1 : 0;
    if (value === undefined || (Number.isFinite(value) && value >= least)) continue;
    throw new ArchiveError('invalid', `${name} is ${value}; give a number from ${least} on.`);
  }
  if (!/^[A-Za-z_-]+(?:\/|$)/.test(options.userAgent) || !isFieldValue(options.userAgent)) {
    const shown = JSON.stringify(options.userAgent);
    throw new ArchiveError(
      'invalid',
      `${shown} is no User-Agent; write it as "Name/1.0 (contact)".`,
    );
  }
  checkProxy(options.proxy);
}

function checkProxy(proxy: string | undefined): void {
  if (proxy !== undefined && proxy !== 'direct') parseProxy(proxy);
}

interface Pools {
  readonly of: (way: Way) => Connections;
  close(): Promise<void>;
}

/** Connections for each way, made when first gone: with and without permission, by each proxy. */
function createPools(options: HttpOptions): Pools {
  const pools = new Map<string, Connections>();
  const create = (way: Way) =>
    createConnections({
      guarded: !way.open,
      timeoutMs: options.timeoutMs ?? defaults.timeoutMs,
      keepAliveMs: options.keepAliveMs ?? defaults.keepAliveMs,
      http2: options.http2 ?? true,
      ...(options.lookup === undefined ? {} : { lookup: options.lookup }),
      ...(way.proxy === undefined ? {} : { proxy: parseProxy(way.proxy) }),
    });
  return {
    of: (way) => {
      const key = JSON.stringify([way.open, way.proxy]);
      const pool = pools.get(key) ?? create(way);
      pools.set(key, pool);
      return pool;
    },
    close: async () => {
      await Promise.all([...pools.values()].map((pool) => pool.close()));
    },
  };
}

function createMeans(
  options: HttpOptions,
  pools: Pools,
  gatekeeper: Gatekeeper,
  closing: AbortSignal,
): Means {
  const means: Means = {
    options,
    timeoutMs: options.timeoutMs ?? defaults.timeoutMs,
    connections: pools.of,
    queue: createHostQueue({
      now: options.now,
      wait: (ms, signal) => wait(options, ms, signal),
      maxConcurrent: options.maxConcurrent ?? defaults.maxConcurrent,
      gatekeeper,
    }),
    robots: createRobots({
      now: options.now,
      product: options.userAgent.split('/', 1)[0] ?? '',
      fetch: (url, way) => askRobots(means, url, way, closing),
    }),
  };
  return means;
}

async function wait(options: HttpOptions, ms: number, signal: AbortSignal): Promise<void> {
  if (options.delay !== undefined) return unlessAborted(options.delay(ms), signal);
  await timer(Math.ceil(ms), undefined, { signal });
}

async function ask(means: Means, request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer> {
  checkRequestHeaders(request.headers ?? []);
  checkProxy(request.proxy);
  return answer(means, {
    request,
    maxBytes: request.maxBytes ?? defaults.maxBytes,
    maxRedirects: means.options.maxRedirects ?? defaults.maxRedirects,
    overflow: 'fail',
    signal,
  });
}

/** Stopped by `close` alone: its answer may serve other requests than the one that asked first. */
function askRobots(means: Means, url: Url, way: Way, signal: AbortSignal): Promise<HttpAnswer> {
  const { open: allowPrivate, proxy = 'direct' } = way;
  return answer(means, {
    request: { url, allowPrivate, proxy, ignoreRobots: true },
    maxBytes: robotsBytes,
    maxRedirects: robotsRedirects,
    overflow: 'cut',
    signal,
  });
}

async function answer(means: Means, errand: Errand): Promise<HttpAnswer> {
  const { hops, last, retryAfterMs } = await follow(means, errand);
  const permanentUrl = permanentTarget(hops);
  return {
    askedUrl: errand.request.url,
    finalUrl: last.url,
    hops,
    status: last.status,
    headers: last.responseHeaders,
    content: await contentOf(means, last),
    ...(permanentUrl === undefined ? {} : { permanentUrl }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

function contentOf(means: Means, hop: HttpHop): Promise<Uint8Array> {
  const maxBytes = means.options.maxContentBytes ?? defaults.maxContentBytes;
  return decodeContent(hop.url, hop.responseHeaders, hop.body, maxBytes);
}

async function send(means: Means, post: HttpPost, signal: AbortSignal): Promise<HttpPosted> {
  const headers: readonly Header[] = [...(post.headers ?? []), ['Content-Type', post.contentType]];
  checkRequestHeaders(headers);
  checkProxy(post.proxy);
  const { url, allowPrivate = false, proxy = means.options.proxy ?? 'direct' } = post;
  const { hop, retryAfterMs } = await visit(
    means,
    {
      request: { url, headers, allowPrivate, proxy, ignoreRobots: true },
      maxBytes: post.maxBytes ?? defaults.maxBytes,
      maxRedirects: 0,
      overflow: 'fail',
      signal,
      body: post.body,
    },
    url,
  );
  return {
    status: hop.status,
    headers: hop.responseHeaders,
    content: await contentOf(means, hop),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}
