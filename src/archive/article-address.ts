import type { Url } from '../model/index.ts';

/**
 * Whether an address looks like one article's: a number, a slug or a long name in its last part or
 * its query, or a name under a date. A section, a list, a day's page and a front page have none.
 * A guess from the shape alone, for deciding whom to trust.
 */
export function looksLikeArticle(url: Url): boolean {
  const { pathname, search, hash } = new URL(url);
  if (/[?&][^=&]*=[^&]*\d{3}/.test(search) || hash.startsWith('#!')) return true;
  if (/[?&](?:\w*id|p|aid|nid)=\d/i.test(search)) return true;
  const parts = pathname.split('/').filter((part) => part !== '');
  const dated = parts.some((part) => isDatePart(part));
  const last = parts.at(-1) ?? '';
  if (isDatePart(last) || listNames.has(stem(last))) return false;
  if (dated || /\d{3}/.test(last)) return true;
  return last.split(/[-_]/).length >= 3 || /(?:%[\da-f]{2}){12}/i.test(last);
}

/**
 * Whether the URL that a page at `final` calls its own may be believed. Where the page's address
 * is an article's, so must be the one it claims: a section's or a list's is a slip of the template,
 * and would make one article of all its pages.
 */
export function isPlausibleCanonical(claimed: Url, final: Url): boolean {
  if (looksLikeArticle(claimed)) return true;
  const [own, said] = [new URL(final), new URL(claimed)];
  const isAbove = `${own.pathname}/`.startsWith(`${said.pathname.replace(/\/$/, '')}/`);
  return !looksLikeArticle(final) && (!isAbove || own.pathname === said.pathname);
}

const isDatePart = (part: string): boolean =>
  /^(?:19|20)\d\d(?:[-_]?[01]?\d(?:[-_]?[0-3]?\d)?)?$|^\d{1,2}$/.test(part);

const stem = (part: string): string => part.replace(/\.\w{1,5}$/, '').toLowerCase();

const listNames = new Set([
  ...['index', 'default', 'home', 'main', 'news', 'latest', 'list', 'archive', 'archives', 'all'],
  ...['search', 'tag', 'tags', 'category', 'section', 'feed', 'rss', 'page', 'article', 'story'],
]);
