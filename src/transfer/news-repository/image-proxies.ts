const proxied = /(?:https?:)?\/\/(?:images\.weserv\.nl|wsrv\.nl)\/?\?([^\s"'<>]+)/gi;

/**
 * Gives addresses in a tag that go through the image proxy weserv (`images.weserv.nl/?url=…`) their
 * own host back. One that names no host stays as it is.
 */
export function undoImageProxies(tag: string): string {
  if (!/(?:weserv|wsrv)\.nl/i.test(tag)) return tag;
  return tag.replace(proxied, (whole, query: string) => addressIn(query) ?? whole);
}

function addressIn(query: string): string | undefined {
  const named = query.split(/&(?:amp;|#38;)?/).find((part) => /^url=/i.test(part));
  if (named === undefined) return undefined;
  const value = named.slice(4).replace(/,$/, '');
  const address = withScheme(/%(3a|2f)/i.test(value) ? decoded(value) : value);
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (!url.hostname.includes('.')) return undefined;
  return url.href.replaceAll('&', '&amp;').replaceAll("'", '%27');
}

/** The proxy takes hosts without a scheme, and `ssl:host` for https. */
function withScheme(value: string): string {
  if (/^https?:\/\//i.test(value)) return value;
  return `https://${value.replace(/^ssl:/i, '').replace(/^\/\//, '')}`;
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    // A stray percent sign: the address was never encoded.
    return value;
  }
}
