/** @module http The polite client: one queue a host, robots.txt, an address guard, bounded answers. */
export { createHttpClient } from './client.ts';
export type {
  HostGate,
  HttpAnswer,
  HttpClient,
  HttpHop,
  HttpOptions,
  HttpPost,
  HttpPosted,
  HttpRequest,
} from './contract.ts';
export { type CookieJar, createCookieJar } from './cookie-jar.ts';
export { type FailureKind, failureKind, failureRetryAfterMs } from './failure.ts';
export { freshForSeconds } from './fresh-for.ts';
export { header } from './header.ts';
export { parseProxy } from './proxy.ts';
export { checkRequestHeaders } from './request-headers.ts';
export { retryAfterMs } from './retry-after.ts';
export { isSecretHeader } from './secret-headers.ts';
