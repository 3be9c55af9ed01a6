import type { Url } from '../model/index.ts';

const shared = new Set(['co', 'com', 'org', 'net', 'gov', 'edu', 'ac', 'or', 'ne', 'go']);

/** The URL a page gives as its own: only one of the same site, and never the site's front page. */
export function canonicalUrl(said: string | undefined, url: Url): Url | undefined {
  if (said === undefined || said === '' || said.length > 4096) return undefined;
  const own = URL.parse(said, url);
  const here = new URL(url);
  if (own === null || !/^https?:$/.test(own.protocol)) return undefined;
  if (siteOf(own.hostname) !== siteOf(here.hostname)) return undefined;
  if (own.pathname === '/' && own.search === '' && here.pathname + here.search !== '/')
    return undefined;
  own.hash = '';
  return own.href as Url;
}

/** The end of a host that one owner registers; a good guess without the public suffix list. */
function siteOf(host: string): string {
  const labels = host.split('.');
  const second = labels.at(-2) ?? '';
  const country = (labels.at(-1) ?? '').length === 2;
  return labels.slice(country && shared.has(second) ? -3 : -2).join('.');
}
