import type { AnchorLink } from '../html/index.ts';
import type { Url } from '../model/index.ts';
import { canonicalUrl } from '../url/index.ts';
import { siteOf } from './article-shape.ts';
import { domainOf } from './same-site.ts';

const homeWords =
  /^[\s\p{P}\p{S}]*(?:home(?: ?page)?|front page|startseite|accueil|inicio|portada|首页|首頁|主页|主頁|网站首页|トップ|ホーム|главная)[\s\p{P}\p{S}]*$/iu;
const mostPages = 3;

/**
 * Where the front page of an article's outlet may be, the likeliest first: what the page itself calls
 * its home, the shortest path above the page that it links to, the root of its host.
 */
export function homePages(url: Url, anchors: readonly AnchorLink[]): readonly Url[] {
  const own = canonicalUrl(url);
  const near = anchors
    .map((anchor) => ({ ...anchor, href: canonicalUrl(anchor.href) }))
    .filter(({ href }) => isSameOutlet(href, url));
  const named = near
    .filter(({ rel, text }) => /\bhome\b/.test(rel) || homeWords.test(text))
    .map(({ href }) => href);
  const above = near
    .map(({ href }) => href)
    .filter((href) => isAbove(href, url))
    .sort((one, other) => one.length - other.length);
  const root = new URL('/', url).href as Url;
  const found = [...named.slice(0, 1), ...above.slice(0, 1), root];
  return [...new Set(found)].filter((page) => page !== own).slice(0, mostPages);
}

function isSameOutlet(href: Url, url: Url): boolean {
  if (siteOf(href) === siteOf(url)) return true;
  return domainOf(url) !== undefined && domainOf(href) === domainOf(url);
}

/** Whether an address is a folder above another on the same host. */
function isAbove(href: Url, url: Url): boolean {
  const [upper, lower] = [new URL(href), new URL(url)];
  return (
    upper.host === lower.host &&
    upper.search === '' &&
    upper.pathname.endsWith('/') &&
    lower.pathname !== upper.pathname &&
    lower.pathname.startsWith(upper.pathname)
  );
}

/** The sitemaps a robots.txt names, news sitemaps first, at most 20. */
export function sitemapsInRobots(text: string, robots: Url): readonly Url[] {
  const found = [...text.slice(0, 500_000).matchAll(/^[ \t]*sitemap[ \t]*:[ \t]*(\S+)/gim)].flatMap(
    ([, address = '']) => {
      const url = URL.parse(address, robots);
      return url !== null && /^https?:$/.test(url.protocol) ? [url.href as Url] : [];
    },
  );
  const isNewsMap = (url: Url): boolean => /news/i.test(new URL(url).pathname);
  return [
    ...new Set(found.filter(isNewsMap)),
    ...new Set(found.filter((url) => !isNewsMap(url))),
  ].slice(0, 20);
}
