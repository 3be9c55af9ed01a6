import type { Url } from '../model/index.ts';
import { keepParameters } from './query.ts';
import { isTrackingParameter } from './tracking-parameters.ts';

/**
 * The URL to show and to name an article by: no fragment (but for `#!`, which selects a page), no
 * tracking parameters (see tracking-parameters.ts), no empty query, no user name and password.
 * Host in lower case and default ports dropped by the WHATWG parser; everything else, the order of
 * parameters and double slashes included, stays as it is. Applying it twice changes nothing more.
 */
export function canonicalUrl(url: Url): Url {
  const parsed = new URL(url);
  if (!parsed.hash.startsWith('#!')) parsed.hash = '';
  parsed.search = keepParameters(parsed.search, (name) => !isTrackingParameter(name));
  parsed.username = '';
  parsed.password = '';
  return parsed.href as Url;
}
