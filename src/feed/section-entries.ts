import { type AnchorLink, pageLinks } from '../html/index.ts';
import type { Url } from '../model/index.ts';
import { canonicalUrl, hostKey } from '../url/index.ts';
import { EntryList } from './draft.ts';
import { checkDocument, type FeedInput, type ParsedFeed } from './feed-document.ts';

/** What a section page tells of the articles it links to. */
export type SectionPage = Pick<ParsedFeed, 'title' | 'entries' | 'warnings' | 'language'>;

const han = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;
const listingPath =
  /\/(?:tags?|topics?|categor(?:y|ies)|authors?|users?|profile|search|login|signin|register|subscribe|about|contact|privacy|terms|help|account|newsletters?|jobs|careers|advertis\w*|cart|shop|page|feed|rss|wp-admin|wp-login\.php|cdn-cgi)(?:\/|$)/i;
const notAPage = /\.(?:jpe?g|png|gif|webp|svg|pdf|zip|mp[34]|m3u8|css|js|xml|json|rss|apk|exe)$/i;
const linkLimit = 1000;

/**
 * The article links of a section or front page, each once, in page order; guid and URL are the same.
 * An article is told by structure: on the same host, outside navigation, with words enough for a
 * headline, and an address that carries a date, a number or a slug, or that shares its pattern with
 * other headlines of the page.
 */
export function sectionEntries(input: FeedInput): SectionPage {
  checkDocument(input);
  const page = pageLinks(input.text, input.url);
  const candidates = headlines(page.anchors, input.url);
  const patterns = Map.groupBy(candidates.values(), ({ href }) => pathPattern(href));
  const list = new EntryList();
  for (const { href, text } of candidates.values()) {
    const alike = patterns.get(pathPattern(href))?.length ?? 0;
    if (!isArticlePath(href, alike)) continue;
    list.add({
      guid: href,
      url: href,
      title: text,
      authors: [],
      publishedAt: undefined,
      updatedAt: undefined,
      contentHtml: undefined,
      summaryHtml: undefined,
      faults: [],
    });
    if (list.entries.length >= linkLimit) break;
  }
  if (list.entries.length === 0) list.warn('The page links to nothing that looks like an article.');
  return {
    title: page.title,
    ...(page.lang === '' ? {} : { language: page.lang }),
    entries: list.entries,
    warnings: list.warnings,
  };
}

/** Links that may be headlines: one for each address, with the longest words that lead to it. */
function headlines(anchors: readonly AnchorLink[], page: Url): Map<string, AnchorLink> {
  const host = siteOf(page);
  const own = canonicalUrl(page);
  const found = new Map<string, AnchorLink>();
  for (const anchor of anchors) {
    const href = canonicalUrl(anchor.href);
    const { pathname } = new URL(href);
    const isOther = href === own || siteOf(href) !== host || pathname === '/';
    if (isOther || anchor.inNav || listingPath.test(pathname) || notAPage.test(pathname)) continue;
    if (/\b(?:tag|author|nofollow sponsored|sponsored|category)\b/.test(anchor.rel)) continue;
    const before = found.get(href);
    if (before === undefined) found.set(href, { ...anchor, href });
    else if (anchor.text.length > before.text.length)
      found.set(href, { ...before, text: anchor.text });
  }
  for (const [href, { text }] of found) if (!isHeadline(text)) found.delete(href);
  return found;
}

function siteOf(url: Url): string {
  return hostKey(url).replace(/^(?:www|m)\./, '');
}

/** At least 8 letters of Latin script or 5 of Han, Kana or Hangul. */
function isHeadline(text: string): boolean {
  const ideographs = text.match(han)?.length ?? 0;
  const letters = text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  return ideographs * 1.6 + (letters - ideographs) >= 8;
}

/** The shape of an address: numbers and slugs stand for any, short words for themselves. */
function pathPattern(url: Url): string {
  const { pathname, search } = new URL(url);
  const parts = pathname.split('/').map((part) => {
    if (/\d/.test(part)) return '#';
    return part.length > 15 || part.includes('-') || part.includes('%') ? '*' : part;
  });
  return parts.join('/') + (/[?&](?:\w*id|p|aid|nid)=\w/i.test(search) ? '?id' : '');
}

function isArticlePath(url: Url, alike: number): boolean {
  const { pathname, search } = new URL(url);
  const parts = pathname.split('/').filter((part) => part !== '');
  const last = parts.at(-1) ?? '';
  if (/\/(?:19|20)\d\d[-/_]?(?:0?[1-9]|1[0-2])(?:[-/_]|\d\d)/.test(pathname)) return true;
  if (/\d{5,}/.test(last) || /[?&](?:\w*id|p|aid|nid)=\d+/i.test(search)) return true;
  if (last.split(/[-_]/).length >= 4 || /(?:%[\da-f]{2}){6}/i.test(last)) return true;
  if (/\d/.test(last) && /\.\w?html?$/.test(last)) return true;
  return alike >= 3 && (parts.length >= 3 || /\d|[-_]/.test(last) || last.length > 15);
}
