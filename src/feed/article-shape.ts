import type { Url } from '../model/index.ts';
import { hostKey } from '../url/index.ts';

/** First words of paths that never hold articles, whatever comes behind them. */
const neverArticle =
  /\/(?:tags?|topics?|categor(?:y|ies)|kategorie|authors?|auteurs?|autoren|users?|u|profiles?|people|search|suche|login|signin|sign-in|logout|register|signup|subscribe|subscriptions?|privacy|terms|accounts?|newsletters?|advertis\w*|cart|shop|page|pages?-\d+|feeds?|rss|wp-admin|wp-content|wp-login\.php|wp-json|cdn-cgi|comments?|print|share|cookies?|imprint|impressum|sitemaps?)(?:\/|\.\w+$|$)/i;
/** Words that name a page about the outlet, unless a date follows them. */
const aboutOutlet =
  /\/(?:about|about-us|contact|contact-us|help|faq|jobs|careers|legal|donate|support|index|default|home|archives?|video|videos|photos?|gallery|galleries|live|latest|more|list)(?:\.\w+)?\/?$/i;
/** List pages of old content systems: `index_2.html`, `node_123.htm`, `list-5.shtml`. */
const listPage = /\/(?:index|node|list|more|page)[-_]?\d*(?:_\d+)?\.\w?html?$/i;
const notAPage =
  /\.(?:jpe?g|png|gif|webp|avif|svg|ico|pdf|docx?|xlsx?|zip|rar|7z|mp[34]|m4[av]|m3u8|webm|css|m?js|xml|json|rss|atom|apk|exe|gz)$/i;

const dayInPath = /\/(?:19|20)\d\d[-/_]?(?:0?[1-9]|1[0-2])(?:[-/_]|\d\d)/;
const idParameter = /[?&](?:\w*id|p|aid|nid|article|story|newsid)=\w*\d/i;
const articleWord =
  /\/(?:posts?|articles?|artikel|story|stories|news|a|p|n|archives?|docs?|entry|read|details?|contents?|item|view|conversation|content|blog|opinion|interview|comment)\/(?:[^/]+\/){0,2}[^/]*\d[^/]*\/?$/i;

/** The site of a URL: its host without the marks of its versions. */
export function siteOf(url: Url): string {
  return hostKey(url).replace(/^(?:www|m|mobile|wap)\./, '');
}

/** Whether an address is that of a list, a form, a file or a page about the outlet; never of an article. */
export function isListingUrl(url: Url): boolean {
  const { pathname, search } = new URL(url);
  if (/[?&](?:print|printable|replytocom|share|action|paged?|page_?no)=/i.test(search)) return true;
  if (pathname === '/' || notAPage.test(pathname) || listPage.test(pathname)) return true;
  if (dayInPath.test(pathname) && !/\/(?:tag|author|search|page)s?\//i.test(pathname)) {
    return /\/(?:19|20)\d\d\/\d\d?(?:\/\d\d?)?\/?$/.test(pathname);
  }
  return neverArticle.test(pathname) || aboutOutlet.test(pathname);
}

/** Whether an address alone tells an article: by a day, a number, a slug or an identifier in it. */
export function isArticleUrl(url: Url): boolean {
  if (isListingUrl(url)) return false;
  const { pathname, search } = new URL(url);
  const last = partsOf(pathname).at(-1) ?? '';
  if (dayInPath.test(pathname) || idParameter.test(search)) return true;
  if (/\d{5,}/.test(last) || /-[\da-f]{8,}$/i.test(last)) return true;
  if (slugWords(last) >= 4 || /(?:%[\da-f]{2}){9}/i.test(last)) return true;
  if (/\d/.test(last) && /\.\w?html?$/.test(last)) return true;
  return articleWord.test(pathname);
}

/**
 * Whether an address may be an article's where the page itself speaks for it: it lies below a
 * section, or has a number or a slug.
 */
export function mayBeArticleUrl(url: Url): boolean {
  const parts = partsOf(new URL(url).pathname);
  const last = parts.at(-1) ?? '';
  return parts.length >= 3 || /\d|[-_]|%/.test(last) || last.length > 15;
}

/** The shape of an address: numbers and slugs stand for any, short words for themselves. */
export function urlShape(url: Url): string {
  const { pathname, search } = new URL(url);
  const parts = pathname.split('/').map((part) => {
    if (/\d/.test(part)) return /\.\w?html?$/.test(part) ? '#.html' : '#';
    return part.length > 15 || part.includes('-') || part.includes('%') ? '*' : part;
  });
  return parts.join('/').slice(0, 80) + (idParameter.test(search) ? '?id' : '');
}

/** The day an address names, as ISO 8601 tells it: `/2023/09/05/`, `/20230905/`, `-2023-09-05`. */
export function dayInUrl(url: Url): string | undefined {
  const { pathname } = new URL(url);
  const found =
    /(?<!\d)(20\d\d|19[89]\d)(?:[-/_](0?[1-9]|1[0-2])[-/_](0?[1-9]|[12]\d|3[01])|(0[1-9]|1[0-2])\/?(0[1-9]|[12]\d|3[01]))(?!\d)/.exec(
      pathname,
    );
  if (found === null) return undefined;
  const [, year, parted, partedDay, joined, joinedDay] = found;
  const month = parted ?? joined ?? '';
  const day = partedDay ?? joinedDay ?? '';
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

const partsOf = (pathname: string): string[] => pathname.split('/').filter((part) => part !== '');

function slugWords(last: string): number {
  return last.split(/[-_]/).filter((word) => word !== '').length;
}
