/** @module http The polite client: one queue a host, robots.txt, an address guard, bounded answers. */
export { createHttpClient } from './client.ts';
export type { HttpAnswer, HttpClient, HttpHop, HttpOptions, HttpRequest } from './contract.ts';
export { type FailureKind, failureKind } from './failure.ts';
export { header } from './header.ts';
export { retryAfterMs } from './retry-after.ts';
