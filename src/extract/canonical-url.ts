import type { Url } from '../model/index.ts';
import { siteOfHost } from './site-of-host.ts';

/** The URL a page gives as its own: only one of the same site, and never the site's front page. */
export function canonicalUrl(said: string | undefined, url: Url): Url | undefined {
  if (said === undefined || said === '' || said.length > 4096) return undefined;
  const own = URL.parse(said, url);
  const here = new URL(url);
  if (own === null || !/^https?:$/.test(own.protocol)) return undefined;
  if (siteOfHost(own.hostname) !== siteOfHost(here.hostname)) return undefined;
  if (own.pathname === '/' && own.search === '' && here.pathname + here.search !== '/')
    return undefined;
  own.hash = '';
  return own.href as Url;
}
