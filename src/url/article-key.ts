import type { Url } from '../model/index.ts';
import { canonicalUrl } from './canonical-url.ts';
import { keepParameters } from './query.ts';

/**
 * What makes two URLs the same article: the canonical URL without scheme, out of an AMP cache's
 * wrapping, without the `www.`, `m.`, `mobile.`, `touch.`, `wap.`, `3g.` or `amp.` its host begins
 * with, without the marks of AMP, print and mobile versions and of sessions, without the name of a
 * folder's own page, without a slash at the end, slashes single, parameters in order of their names,
 * percent-encoding normalised (RFC 3986, 6.2.2). A key to compare by, not a URL to fetch. Where a
 * mark might be part of a name it stays: two keys too many cost a duplicate, one too few loses an
 * article. Scripts, languages and further pages of an article are other texts.
 */
export function articleKey(url: Url): string {
  const { hostname, port, pathname, search, hash } = unwrapped(new URL(canonicalUrl(url)));
  const host = plainHost(hostname.replace(/\.$/, ''));
  const path = plainPath(normaliseEscapes(pathname));
  const kept = keepParameters(
    normaliseEscapes(search),
    (name, value) => !isVersion(name, value) && !isSession(name) && !isBloggerMobile(host, name),
  );
  return `${host}${port === '' ? '' : `:${port}`}${path}${inOrder(kept)}${normaliseEscapes(hash)}`;
}

/**
 * Whether an address has a mark of an AMP, print or mobile version, or is that of an AMP cache: its article's page itself
 * has the same key, and is another document.
 */
export function isOfOtherVersion(url: Url): boolean {
  const whole = new URL(canonicalUrl(url));
  if (unwrapped(whole) !== whole) return true;
  const host = whole.hostname.replace(/\.$/, '');
  if (
    /^(?:www\.)?(?:[a-z-]+\.)?(?:m|mobile|amp|wap|3g|touch)\./.test(host) &&
    plainHost(host) !== host
  ) {
    return true;
  }
  const path = normaliseEscapes(whole.pathname);
  if (plainPath(path) !== tidyPath(path)) return true;
  const parameters = [...whole.searchParams];
  return parameters.some(([name, value]) => isVersion(name, value) || isBloggerMobile(host, name));
}

/** Google's and Bing's caches and viewer of AMP pages wrap the publisher's URL in their own:
 * `www-example-com.cdn.ampproject.org/c/s/www.example.com/story`. */
function unwrapped(url: URL): URL {
  const cache = /(?:^|\.)(?:cdn\.ampproject\.org|ampproject\.net|bing-amp\.com)$/;
  const viewer = /^(?:www\.)?google\.[a-z]{2,3}(?:\.[a-z]{2})?$/;
  const pattern = cache.test(url.hostname)
    ? /^\/(?:c|v|wp\/c)\/(?:s\/)?([^/]+\.[^/]+\/?.*)$/
    : /^\/amp\/(?:s\/)?([^/]+\.[a-z][^/]*\/.*)$/;
  if (!cache.test(url.hostname) && !viewer.test(url.hostname)) return url;
  const inner = pattern.exec(url.pathname)?.[1];
  return (inner && URL.parse(`https://${inner}${url.search}`)) || url;
}

/** `www.example.com` without its `www.`, `en.m.example.org` without its `m.`; but `amp.com.au` and
 * `m.com` are names of their own. */
function plainHost(hostname: string): string {
  const plain = hostname.replace(/^(?:www|m|mobile|amp|wap|3g|touch)\./, '');
  if (!plain.includes('.') || isRegistrySuffix(plain)) return hostname;
  if (plain !== hostname) return plain.replace(/^www\.(?=[^.]+\.[^.]+)/, '');
  return hostname.replace(/^([a-z-]+)\.m\.(?=[^.]{3,}\.[^.]+)/, '$1.');
}

/** Suffixes under which names are registered, such as `com.au`, `co.uk`, `gov.cn`. */
function isRegistrySuffix(name: string): boolean {
  return /^(?:ac|co|com|edu|go|gob|gov|mil|ne|net|or|org)\.[a-z]{2}$/.test(name);
}

function plainPath(pathname: string): string {
  const first = withoutFirstMark(withoutSession(pathname));
  const path = withoutLastSlash(first.replace(folderPage, '/'));
  if (path.endsWith('.amp.html')) return `${path.slice(0, -'.amp.html'.length)}.html`;
  if (/[^/]\.amp$/.test(path)) return path.slice(0, -'.amp'.length);
  return withoutLastMark(path);
}

/** With its marks of versions. */
const tidyPath = (pathname: string): string =>
  withoutLastSlash(withoutSession(pathname).replace(folderPage, '/'));

const withoutSession = (pathname: string): string =>
  pathname.replace(/;(?:jsessionid|phpsessid)=[^/;]*/gi, '').replace(/\/{2,}/g, '/');

/** The page that a server shows for a folder. */
const folderPage = /\/(?:index\.(?:s?html?|php|aspx?|jsp)|default\.(?:html?|aspx?))$/i;

/** `/amp/news/story` without its `/amp`; `/m/2020/story` and the like only before a date, since
 * `/mobile/phone` is a subject. */
function withoutFirstMark(path: string): string {
  const marked = /^\/amp(?=\/[^/]+\/[^/])|^\/(?:m|mobile|wap)(?=\/(?:19|20)\d\d\/)/;
  return path.replace(marked, '');
}

function withoutLastMark(path: string): string {
  const mark = /\/(?:(amp)|(?:print|printable|mobile)(?:\.html?)?)$/.exec(path);
  if (mark === null) return path;
  const cut = withoutLastSlash(path.slice(0, mark.index));
  if (cut === '' || isListing(cut)) return path;
  return mark[1] === 'amp' || namesOne(cut) ? cut : path;
}

/** Whether a path ends in a number or a slug, as an article's does and a section's does not. */
function namesOne(path: string): boolean {
  const last = path.slice(path.lastIndexOf('/') + 1);
  return /\d{4}/.test(last) || last.split(/[-_]/).length > 2;
}

function withoutLastSlash(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : path;
}

/** Paths below which `amp` is a subject, not a version: `/tag/amp`, `/wiki/AMP`. */
const listings = new Set([
  ...['tag', 'tags', 'topic', 'topics', 'category', 'categories', 'section', 'sections'],
  ...['search', 'keyword', 'keywords', 'label', 'labels', 'subject', 'subjects', 'wiki'],
  ...['author', 'authors', 'user', 'users'],
]);

function isListing(path: string): boolean {
  return listings.has(path.slice(path.lastIndexOf('/') + 1).toLowerCase());
}

const yes = ['', '1', 'true', 'yes', 'y'];
/** Parameters that ask for another version of the same article, with the values that do. */
const versions = new Map<string, readonly string[]>([
  ['amp', [...yes, 'amp']],
  ['_amp', yes],
  ['isamp', yes],
  ['outputtype', ['amp']],
  ['output', ['amp']],
  ['format', ['amp']],
  ['ampcf', yes],
  ['print', [...yes, 'print']],
  ['printable', yes],
  ['printerfriendly', yes],
  ['printer_friendly', yes],
  ['view', ['print', 'mobile', 'amp']],
  ['mode', ['print', 'mobile', 'amp']],
  ['mobile', yes],
]);

function isVersion(name: string, value: string): boolean {
  return versions.get(name.toLowerCase())?.includes(value.toLowerCase()) ?? false;
}

/** Parameters in which servers of old carry the name of a visit. */
function isSession(name: string): boolean {
  return /^(?:phpsessid|jsessionid|aspsessionid\w*|cfid|cftoken|oscsid|zenid)$/i.test(name);
}

/** Elsewhere `m` may be a month. */
const isBloggerMobile = (host: string, name: string): boolean =>
  name === 'm' && /\.blogspot\.[a-z.]+$/.test(host);

/** Parameters by name; those of one name keep their order. */
function inOrder(search: string): string {
  if (!search.includes('&')) return search;
  const nameOf = (part: string) => part.split('=', 1)[0] ?? '';
  const parts = search.slice(1).split('&');
  return `?${parts.sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : nameOf(one) > nameOf(other) ? 1 : 0)).join('&')}`;
}

/** Escapes in upper case; those of letters, digits, `-`, `.`, `_` and `~` undone. */
function normaliseEscapes(text: string): string {
  return text.replace(/%[0-9a-fA-F]{2}/g, (triplet) => {
    const character = String.fromCharCode(Number.parseInt(triplet.slice(1), 16));
    return /[A-Za-z0-9\-._~]/.test(character) ? character : triplet.toUpperCase();
  });
}
