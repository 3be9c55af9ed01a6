import { ArchiveError, type Header, type Url } from '../model/index.ts';
import type { HttpRequest } from './contract.ts';
import { isFieldValue } from './header.ts';
import { isSecretHeader } from './secret-headers.ts';

/** Names that the client or undici writes itself. */
const ours = [
  ...['host', 'connection', 'content-length', 'transfer-encoding', 'keep-alive', 'upgrade'],
  ...['expect', 'te', 'trailer', 'accept-encoding', 'proxy-connection', 'http2-settings'],
];
/** What to send to `url` on behalf of `request`, which may have been redirected there. */
export function requestHeaders(
  request: HttpRequest,
  url: Url,
  userAgent: string,
  now: number,
): readonly Header[] {
  const sameOrigin = new URL(url).origin === new URL(request.url).origin;
  const asked = withCookies(
    (request.headers ?? []).filter(([name]) => sameOrigin || !isSecretHeader(name)),
    request.cookies?.header(url, now),
  );
  const names = asked.map(([name]) => name.toLowerCase());
  const standard: readonly Header[] = [
    ['User-Agent', userAgent],
    ['Accept', 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'],
    ['Accept-Encoding', 'gzip, br, zstd'],
    ...conditional('If-None-Match', request.etag),
    ...conditional('If-Modified-Since', request.lastModified),
  ];
  return [...standard.filter(([name]) => !names.includes(name.toLowerCase())), ...asked];
}

/** There is one Cookie header (RFC 6265, 5.4): the caller's own cookies, then the jar's. */
function withCookies(headers: readonly Header[], jar: string | undefined): readonly Header[] {
  if (jar === undefined) return headers;
  const isCookie = ([name]: Header) => name.toLowerCase() === 'cookie';
  const given = headers.filter(isCookie).map(([, value]) => value);
  const others = headers.filter((header) => !isCookie(header));
  return [...others, ['Cookie', [...given, jar].join('; ')]];
}

/** The value came from a server: one that cannot be sent back makes a plain request. */
function conditional(name: string, value: string | undefined): readonly Header[] {
  return value === undefined || value === '' || !isFieldValue(value) ? [] : [[name, value]];
}

/** Throws ArchiveError `invalid` for a request header that cannot be sent or is not the caller's. */
export function checkRequestHeaders(headers: readonly Header[]): void {
  for (const [name, value] of headers) {
    if (ours.includes(name.toLowerCase())) {
      throw new ArchiveError('invalid', `${name}: the client writes this header; leave it out.`);
    }
    if (name.toLowerCase() === 'proxy-authorization') {
      throw new ArchiveError(
        'invalid',
        `${name}: write the password into the proxy's URL instead.`,
      );
    }
    if (!/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(name) || !isFieldValue(value)) {
      // The value may be a secret, so the sentence tells the name alone.
      const shown = JSON.stringify(name);
      throw new ArchiveError('invalid', `${shown} is no HTTP header; use ISO 8859-1, one line.`);
    }
  }
}
