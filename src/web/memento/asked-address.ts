import { ArchiveError, type Url } from '../../model/index.ts';
import { parseUrl } from '../../url/index.ts';

/**
 * The address that a request's own address ends in, behind `prefix`: its query is that of the address. A
 * missing scheme is http, one slash behind it is two, and an address may be percent-encoded whole.
 * Throws ArchiveError `invalid`.
 */
export function addressBehind(prefix: string, requested: string): Url {
  const { pathname, search } = new URL(requested);
  const rest = `${pathname.slice(prefix.length)}${search}`;
  const written = /^https?%3A/i.test(rest) ? decoded(rest) : rest;
  const whole = written.replace(/^(https?):\/(?!\/)/i, '$1://');
  const url = parseUrl(/^[a-z][a-z0-9+.-]*:\/\//i.test(whole) ? whole : `http://${whole}`);
  if (url !== undefined && rest !== '') return url;
  throw new ArchiveError(
    'invalid',
    `${rest}: this is no http or https address; put one like https://example.org/story behind ${prefix}.`,
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
