import type { LookupFunction } from 'node:net';
import type { Header, Instant, Now, Url } from '../model/index.ts';

/** What to GET. */
export interface HttpRequest {
  readonly url: Url;
  /** Sent besides the client's own, or in their place when the name is the same. */
  readonly headers?: readonly Header[];
  /** Sent as If-None-Match. */
  readonly etag?: string;
  /** Sent as If-Modified-Since. */
  readonly lastModified?: string;
  /**
   * Whether this URL's host may be at a private address. The permission is for that host name
   * alone: a redirect to another host is guarded again.
   */
  readonly allowPrivate?: boolean;
  /** Do not ask robots.txt: for what a person named by hand, such as a feed. */
  readonly ignoreRobots?: boolean;
  /** Most bytes of all bodies as transferred, redirects included; default 20 MiB. */
  readonly maxBytes?: number;
  readonly signal?: AbortSignal;
}

/** One exchange; every redirect is one. */
export interface HttpHop {
  readonly url: Url;
  readonly status: number;
  readonly statusText: string;
  /** `1.1` */
  readonly httpVersion: string;
  /** In the order sent. */
  readonly requestHeaders: readonly Header[];
  /** Names as sent, in their order; a character of a value is a byte (ISO 8859-1). */
  readonly responseHeaders: readonly Header[];
  /** After transfer decoding, before content decoding. */
  readonly body: Uint8Array;
  readonly startedAt: Instant;
  readonly remoteAddress?: string;
}

/** What a URL gave, whatever its status. */
export interface HttpAnswer {
  readonly askedUrl: Url;
  readonly finalUrl: Url;
  /** In their order; the last one is the answer. */
  readonly hops: readonly HttpHop[];
  /** Of the last hop, as `headers` and `content`. */
  readonly status: number;
  readonly headers: readonly Header[];
  /** The last hop's body after content decoding. */
  readonly content: Uint8Array;
}

export interface HttpClient {
  /**
   * GETs a URL, waiting for its host's turn. Every HTTP status is an answer. Throws ArchiveError
   * `refused` (private address, robots.txt, a URL never to be fetched), `unreachable` (no whole
   * answer came, or the signal or `close` stopped it), `invalid` (a request header that cannot be
   * sent); `failureKind` tells them apart.
   */
  fetch(request: HttpRequest): Promise<HttpAnswer>;
  /** Stops what is waiting or running, closes every connection. */
  close(): Promise<void>;
}

export interface HttpOptions {
  readonly now: Now;
  /** Sent with every request; what stands before the slash is its name in robots.txt. */
  readonly userAgent: string;
  /**
   * Least time between the starts of two requests to one host. Default 1000, but 0 for a host
   * that an `allowPrivate` request reached at a private address.
   */
  readonly hostGapMs?: number;
  /** For one exchange from connecting to the last byte; default 30000. */
  readonly timeoutMs?: number;
  /** Of `content`, after decoding; default 64 MiB. */
  readonly maxContentBytes?: number;
  /** Default 8. */
  readonly maxRedirects?: number;
  /** Exchanges at one time, over all hosts; default 16. */
  readonly maxConcurrent?: number;
  /** Resolves host names in place of node's `dns.lookup`. */
  readonly lookup?: LookupFunction;
  /** Whether to ask robots.txt at all; default true. */
  readonly robots?: boolean;
  /** Waits in place of a timer. */
  readonly delay?: (ms: number) => Promise<void>;
}
