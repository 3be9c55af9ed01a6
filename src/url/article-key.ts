import type { Url } from '../model/index.ts';
import { canonicalUrl } from './canonical-url.ts';
import { keepParameters } from './query.ts';

/**
 * What makes two URLs the same article: the canonical URL without scheme, without the `www.`,
 * `m.`, `mobile.` or `amp.` its host begins with, without the marks of AMP, print and mobile
 * versions, without a slash at the end, percent-encoding normalised (RFC 3986, 6.2.2). A key to
 * compare by, not a URL to fetch. Where a mark might be part of a name it stays: two keys too many
 * cost a duplicate, one too few loses an article.
 */
export function articleKey(url: Url): string {
  const { hostname, port, pathname, search, hash } = new URL(canonicalUrl(url));
  const host = plainHost(hostname.replace(/\.$/, ''));
  const path = plainPath(normaliseEscapes(pathname));
  const query = keepParameters(normaliseEscapes(search), (name, value) => !isVersion(name, value));
  return `${host}${port === '' ? '' : `:${port}`}${path}${query}${normaliseEscapes(hash)}`;
}

/** `www.example.com` without its `www.`; but `amp.com.au` and `m.com` are names of their own. */
function plainHost(hostname: string): string {
  const plain = hostname.replace(/^(?:www|m|mobile|amp)\./, '');
  return plain.includes('.') && !isRegistrySuffix(plain) ? plain : hostname;
}

/** Suffixes under which names are registered, such as `com.au`, `co.uk`, `gov.cn`. */
function isRegistrySuffix(name: string): boolean {
  return /^(?:ac|co|com|edu|go|gob|gov|mil|ne|net|or|org)\.[a-z]{2}$/.test(name);
}

function plainPath(pathname: string): string {
  const path = withoutLastSlash(pathname);
  if (path.endsWith('.amp.html')) return `${path.slice(0, -'.amp.html'.length)}.html`;
  const cut = path.endsWith('/amp') ? withoutLastSlash(path.slice(0, -'/amp'.length)) : '';
  return cut === '' || isListing(cut) ? path : cut;
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
  ['print', yes],
  ['printable', yes],
  ['view', ['print', 'mobile', 'amp']],
  ['mobile', yes],
]);

function isVersion(name: string, value: string): boolean {
  return versions.get(name.toLowerCase())?.includes(value.toLowerCase()) ?? false;
}

/** Escapes in upper case; those of letters, digits, `-`, `.`, `_` and `~` undone. */
function normaliseEscapes(text: string): string {
  return text.replace(/%[0-9a-fA-F]{2}/g, (triplet) => {
    const character = String.fromCharCode(Number.parseInt(triplet.slice(1), 16));
    return /[A-Za-z0-9\-._~]/.test(character) ? character : triplet.toUpperCase();
  });
}
