import type { Url } from '../model/index.ts';

/**
 * Reads an http or https URL as the WHATWG URL Standard does, relative to `base` where one is
 * given. White space around the text is dropped (the ideographic space too); nothing is decoded.
 * Undefined for an empty text, any other scheme (javascript:, data:, mailto: …), a missing host, one
 * longer than names are (RFC 1035, 2.3.4: 253 letters; catalogues keep queues by them) and whatever
 * the standard calls invalid.
 */
export function parseUrl(text: string, base?: string): Url | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  const url = URL.parse(trimmed, base);
  if (url === null || !isWeb(url)) return undefined;
  return url.href as Url;
}

/** With the dot of the root. */
const longestHost = 254;

function isWeb({ protocol, hostname }: URL): boolean {
  const isNamed = hostname !== '' && hostname.length <= longestHost;
  return isNamed && (protocol === 'http:' || protocol === 'https:');
}
