import { setTimeout as timer } from 'node:timers/promises';
import { ArchiveError, type Url } from '../model/index.ts';
import { createConnections } from './connections.ts';
import { decodeContent } from './content.ts';
import type { HttpAnswer, HttpClient, HttpOptions, HttpRequest } from './contract.ts';
import { stopped } from './failure.ts';
import { type Errand, follow, type Means } from './follow.ts';
import { createHostQueue } from './host-queue.ts';
import { checkRequestHeaders, isFieldValue } from './request-headers.ts';
import { createRobots, robotsBytes } from './robots.ts';
import { stopWith, unlessAborted } from './stop.ts';

const defaults = {
  timeoutMs: 30_000,
  maxContentBytes: 64 * 1_048_576,
  maxRedirects: 8,
  maxConcurrent: 16,
  maxBytes: 20 * 1_048_576,
};
/** RFC 9309, 2.3.1.2. */
const robotsRedirects = 5;

/** A client with its own connections, queues and memory of robots.txt; to be closed. */
export function createHttpClient(options: HttpOptions): HttpClient {
  checkOptions(options);
  const closing = new AbortController();
  const means = createMeans(options, closing.signal);
  return {
    fetch: async (request) => {
      const stop = stopWith(closing.signal, request.signal);
      try {
        return await ask(means, request, stop.signal);
      } catch (thrown) {
        if (thrown instanceof ArchiveError || !stop.signal.aborted) throw thrown;
        throw stopped(request.url, thrown);
      } finally {
        stop.release();
      }
    },
    close: async () => {
      closing.abort(new Error('the client is closed'));
      await Promise.all([means.guarded.close(), means.open.close()]);
    },
  };
}

/** Throws ArchiveError `invalid`: the numbers count or measure, the name has to fit a header. */
function checkOptions(options: HttpOptions): void {
  const { hostGapMs, timeoutMs, maxContentBytes, maxRedirects, maxConcurrent } = options;
  const numbers = { hostGapMs, timeoutMs, maxContentBytes, maxRedirects, maxConcurrent };
  for (const [name, value] of Object.entries(numbers)) {
    const least = name === 'timeoutMs' || name === 'maxConcurrent' ? 1 : 0;
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
}

function createMeans(options: HttpOptions, closing: AbortSignal): Means {
  const timeoutMs = options.timeoutMs ?? defaults.timeoutMs;
  const lookup = options.lookup === undefined ? {} : { lookup: options.lookup };
  const means: Means = {
    options,
    timeoutMs,
    guarded: createConnections({ guarded: true, timeoutMs, ...lookup }),
    open: createConnections({ guarded: false, timeoutMs, ...lookup }),
    queue: createHostQueue({
      now: options.now,
      wait: (ms, signal) => wait(options, ms, signal),
      maxConcurrent: options.maxConcurrent ?? defaults.maxConcurrent,
    }),
    robots: createRobots({
      now: options.now,
      product: options.userAgent.split('/', 1)[0] ?? '',
      fetch: (url, open) => askRobots(means, url, open, closing),
    }),
  };
  return means;
}

async function wait(options: HttpOptions, ms: number, signal: AbortSignal): Promise<void> {
  if (options.delay !== undefined) return unlessAborted(options.delay(ms), signal);
  await timer(Math.ceil(ms), undefined, { signal });
}

function ask(means: Means, request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer> {
  checkRequestHeaders(request.headers ?? []);
  return answer(means, {
    request,
    maxBytes: request.maxBytes ?? defaults.maxBytes,
    maxRedirects: means.options.maxRedirects ?? defaults.maxRedirects,
    overflow: 'fail',
    signal,
  });
}

/** Stopped by `close` alone: its answer may serve other requests than the one that asked first. */
function askRobots(
  means: Means,
  url: Url,
  open: boolean,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  return answer(means, {
    request: { url, allowPrivate: open, ignoreRobots: true },
    maxBytes: robotsBytes,
    maxRedirects: robotsRedirects,
    overflow: 'cut',
    signal,
  });
}

async function answer(means: Means, errand: Errand): Promise<HttpAnswer> {
  const { hops, last } = await follow(means, errand);
  const maxBytes = means.options.maxContentBytes ?? defaults.maxContentBytes;
  return {
    askedUrl: errand.request.url,
    finalUrl: last.url,
    hops,
    status: last.status,
    headers: last.responseHeaders,
    content: await decodeContent(last.url, last.responseHeaders, last.body, maxBytes),
  };
}
