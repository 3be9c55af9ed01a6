import { ArchiveError, type Header, type Url } from '../model/index.ts';
import type { HttpRequest } from './contract.ts';

/** Names that the client or undici writes itself. */
const ours = [
  ...['host', 'connection', 'content-length', 'transfer-encoding', 'keep-alive', 'upgrade'],
  ...['expect', 'te', 'trailer', 'accept-encoding'],
];
/** Names that another origin must not be told. */
const secrets = ['authorization', 'cookie', 'proxy-authorization'];

/** What to send to `url` on behalf of `request`, which may have been redirected there. */
export function requestHeaders(
  request: HttpRequest,
  url: Url,
  userAgent: string,
): readonly Header[] {
  const sameOrigin = new URL(url).origin === new URL(request.url).origin;
  const asked = (request.headers ?? []).filter(
    ([name]) => sameOrigin || !secrets.includes(name.toLowerCase()),
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
    if (!/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(name) || !isFieldValue(value)) {
      const shown = JSON.stringify(`${name}: ${value}`);
      throw new ArchiveError('invalid', `${shown} is no HTTP header; use ISO 8859-1, one line.`);
    }
  }
}

/** RFC 9110, 5.5: visible characters, space and tab, obs-text. */
export function isFieldValue(value: string): boolean {
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(value);
}
