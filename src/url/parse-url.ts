import type { Url } from '../model/index.ts';

/**
 * Reads an http or https URL as the WHATWG URL Standard does, relative to `base` where one is
 * given. White space around the text is dropped (the ideographic space too); nothing is decoded.
 * Undefined for an empty text, any other scheme (javascript:, data:, mailto: …), a missing host
 * and whatever the standard calls invalid.
 */
export function parseUrl(text: string, base?: string): Url | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  const url = URL.parse(trimmed, base);
  if (url === null || !isWeb(url)) return undefined;
  return url.href as Url;
}

function isWeb(url: URL): boolean {
  return (url.protocol === 'http:' || url.protocol === 'https:') && url.hostname !== '';
}
