/**
 * An address as RFC 3986 allows it: what browsers take besides (`|`, `{`, a `%` that begins no code, a
 * second `#`) is written in percent codes, which name the same. `undefined` for what is no address.
 */
export function strictUri(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const { href } = new URL(address);
  const [, origin = '', rest = ''] = /^([a-z][a-z\d+.-]*:(?:\/\/[^/?#]*)?)(.*)$/is.exec(href) ?? [];
  const hash = rest.indexOf('#');
  const strict = (part: string) =>
    part
      .replace(/%(?![\dA-F]{2})/gi, '%25')
      .replace(/[^\w\-.~:/?@!$&'()*+,;=%]/gu, (character) => encodeURIComponent(character));
  if (hash < 0) return origin + strict(rest);
  return `${origin}${strict(rest.slice(0, hash))}#${strict(rest.slice(hash + 1))}`;
}
