import type { Header, Url } from '../model/index.ts';
import type { FeedHints } from './feed-document.ts';
import { linkUrl } from './item-fields.ts';

const longest = 64 * 1024;

/**
 * The hubs and the feed's own address that an answer's `Link` headers name (RFC 8288; WebSub, 4.1).
 * They go before those in the document. `base` is the address the answer came from.
 */
export function hubLinks(headers: readonly Header[], base: Url): Pick<FeedHints, 'hubs' | 'self'> {
  const hubs = new Set<Url>();
  let self: Url | undefined;
  for (const [name, value] of headers) {
    if (name.toLowerCase() !== 'link') continue;
    for (const { target, relations } of linksIn(value.slice(0, longest))) {
      const url = linkUrl(target, base);
      if (url === undefined) continue;
      if (relations.includes('hub')) hubs.add(url);
      if (relations.includes('self')) self ??= url;
    }
  }
  return { hubs: [...hubs], ...(self === undefined ? {} : { self }) };
}

interface WebLink {
  readonly target: string;
  readonly relations: readonly string[];
}

/** The links of one header value; a comma within `<…>` or quotes parts nothing. */
function* linksIn(value: string): Generator<WebLink> {
  const pieces =
    /<([^<>]*)>|;\s*([\w!#$&+.^`|~-]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s";,]*)))?|,/g;
  let target: string | undefined;
  let relations: readonly string[] | undefined;
  for (const [piece, address, name, quoted, bare] of value.matchAll(pieces)) {
    if (piece === ',' || address !== undefined) {
      if (target !== undefined) yield { target, relations: relations ?? [] };
      target = address;
      relations = undefined;
    } else if (name?.toLowerCase() === 'rel') {
      relations ??= (quoted ?? bare ?? '').toLowerCase().split(/\s+/);
    }
  }
  if (target !== undefined) yield { target, relations: relations ?? [] };
}
