import type { Header } from '../model/index.ts';

/**
 * Request headers that tell nothing about whoever keeps the archive. Every other one that a caller
 * gives is taken for a secret, for nobody can know what `X-Api-Key` is called at the next outlet:
 * it goes to the origin that was asked and to no other, and its value into no hop, for hops become
 * files that are published.
 */
const harmless: ReadonlySet<string> = new Set([
  ...['accept', 'accept-charset', 'accept-encoding', 'accept-language', 'cache-control'],
  ...['connection', 'content-length', 'content-type', 'dnt', 'from', 'host', 'if-match'],
  ...['if-modified-since', 'if-none-match', 'if-unmodified-since', 'origin', 'pragma', 'priority'],
  ...['range', 'referer', 'sec-fetch-dest', 'sec-fetch-mode', 'sec-fetch-site', 'sec-fetch-user'],
  ...['sec-gpc', 'upgrade-insecure-requests', 'user-agent'],
]);

/** Stands in a hop in the place of a secret's value. */
const withheld = 'withheld';

/** Whether a request header is for the asked origin alone and its value for no file. */
export function isSecretHeader(name: string): boolean {
  return !harmless.has(name.toLowerCase());
}

/** Request headers as they may be kept: a secret keeps its name and place, not its value. */
export function withoutSecrets(headers: readonly Header[]): readonly Header[] {
  return headers.map(([name, value]) => [name, isSecretHeader(name) ? withheld : value]);
}

/**
 * Answer headers as they may be kept. A cookie that somebody's login or jar got is a key to it:
 * its name and attributes stay, its value does not.
 */
export function withoutCookieValues(headers: readonly Header[]): readonly Header[] {
  return headers.map(([name, value]) =>
    /^set-cookie2?$/i.test(name) ? [name, withoutCookieValue(value)] : [name, value],
  );
}

function withoutCookieValue(cookie: string): string {
  const [pair = '', ...attributes] = cookie.split(';');
  const equals = pair.indexOf('=');
  const name = equals < 0 ? '' : pair.slice(0, equals);
  return [`${name}=${withheld}`, ...attributes].join(';');
}
