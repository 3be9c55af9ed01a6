import type { LookupFunction } from 'node:net';
import type { Header, HostAnswer, HostClaim, HostLeft, Instant, Now, Url } from '../model/index.ts';
import type { CookieJar } from './cookie-jar.ts';

/** What to GET. */
export interface HttpRequest {
  readonly url: Url;
  /**
   * Sent besides the client's own, or in their place when the name is the same. All but harmless
   * ones (see secret-headers.ts) are taken for secrets: sent to the origin of `url` alone, and no
   * hop has their values.
   */
  readonly headers?: readonly Header[];
  /** Read and filled on every hop, by what each origin may see. robots.txt is asked for without. */
  readonly cookies?: CookieJar;
  /** In place of the client's own proxy: a proxy's URL, or `direct` for none. */
  readonly proxy?: string;
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
  /** Least time since the host's last request where it is less than the client's own: for hosts of mirrors,
   * which hand out small files by the thousand. A robots.txt that asks for more gets it. */
  readonly gapMs?: number;
  readonly signal?: AbortSignal;
}

/** One exchange; every redirect is one. */
export interface HttpHop {
  readonly url: Url;
  readonly status: number;
  readonly statusText: string;
  /** `1.1` or `2` */
  readonly httpVersion: string;
  /**
   * In the order sent; of secrets the value is `withheld`. Over HTTP/2 the names are in lower case
   * and `:authority` is told as `host`, the other pseudo-headers not at all.
   */
  readonly requestHeaders: readonly Header[];
  /**
   * Names as sent, in their order; a character of a value is a byte (ISO 8859-1). In answers to
   * requests with secrets or a cookie jar the values of new cookies are `withheld`.
   */
  readonly responseHeaders: readonly Header[];
  /** After transfer decoding, before content decoding. */
  readonly body: Uint8Array;
  readonly startedAt: Instant;
  /** Of the server; undefined through a proxy. */
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
  /**
   * Where the asked URL has moved for good: the end of the unbroken chain of 301 and 308 that begins
   * with it. Whether to believe it, be it a login page or another outlet, is the caller's to judge.
   */
  readonly permanentUrl?: Url;
  /** How long a 429 or 503 asks to be left alone, from its arrival, however long that is. */
  readonly retryAfterMs?: number;
}

/** What to POST. */
export interface HttpPost
  extends Pick<HttpRequest, 'url' | 'headers' | 'allowPrivate' | 'proxy' | 'maxBytes' | 'signal'> {
  readonly contentType: string;
  readonly body: Uint8Array;
}

/** What came of a POST: one exchange, redirects included. */
export interface HttpPosted {
  readonly status: number;
  readonly headers: readonly Header[];
  /** After content decoding. */
  readonly content: Uint8Array;
  readonly retryAfterMs?: number;
}

export interface HttpClient {
  /**
   * GETs a URL, waiting for its host's turn. Every HTTP status is an answer. Throws ArchiveError
   * `refused` (private address, robots.txt, a URL never to be fetched), `unreachable` (no whole
   * answer came, or the signal or `close` stopped it), `invalid` (a request header that cannot be
   * sent, a proxy that is none); `failureKind` tells them apart, `failureRetryAfterMs` how long a
   * `wait` lasts.
   */
  fetch(request: HttpRequest): Promise<HttpAnswer>;
  /**
   * POSTs to a URL in its host's turn, as guarded and bounded as `fetch`. robots.txt is not asked,
   * no redirect is followed, and nothing is sent twice. Throws as `fetch` does.
   */
  post(request: HttpPost): Promise<HttpPosted>;
  /** Stops what is waiting or running, closes every connection. */
  close(): Promise<void>;
}

/**
 * Where several clients, of other processes and machines too, agree on when a host is asked: one at a time, with
 * the gap that each wants since the last request reached it, and not while the host wants to be left alone.
 * A client enters before every request (pages, polls, robots.txt, redirects, images, POSTs), waits as long
 * as it is told, and leaves after it. A claim that nobody ends is over by time. What a gate throws, the
 * request throws.
 */
export interface HostGate {
  enter(claim: HostClaim): Promise<HostAnswer>;
  leave(left: HostLeft): Promise<void>;
}

export interface HttpOptions {
  readonly now: Now;
  /** Sent with every request; what stands before the slash is its name in robots.txt. */
  readonly userAgent: string;
  /**
   * Least time between two requests to one host as it sees them: from when it began to answer the
   * first, by which that had surely arrived, to when the second is sent. Default 1000, but 0 for a
   * host that an `allowPrivate` request reached at a private address.
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
  /**
   * The proxy for requests that name none: `http://`, `https://`, `socks5://` or `socks5h://`, with
   * `user:password@` where it asks for them. The proxy resolves every name, for both spellings of
   * SOCKS5.
   */
  readonly proxy?: string;
  /** Whether HTTP/2 is offered to https origins; default true. */
  readonly http2?: boolean;
  /** How long an idle connection is kept; default 4000. */
  readonly keepAliveMs?: number;
  /** Resolves host names in place of node's `dns.lookup`. */
  readonly lookup?: LookupFunction;
  /** Whether to ask robots.txt at all; default true. */
  readonly robots?: boolean;
  /** Agrees with other clients on when a host is asked; unset: there are no others. */
  readonly gate?: HostGate;
  /** Waits in place of a timer. */
  readonly delay?: (ms: number) => Promise<void>;
}
