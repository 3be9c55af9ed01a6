import type { Url } from '../model/index.ts';
import { isArticleUrl, siteOf } from './article-shape.ts';
import { type DiscoveredFeed, isCommentFeed } from './discover-feeds.ts';
import { isSameLanguage, languageOfLink } from './language-match.ts';

/** What kind of page was named: the outlet's front, one of its sections, or one article. */
export type PageRole = 'front' | 'section' | 'article';

/** A feed with how well it fits the page it was found from; more is better, below zero is doubtful. */
export interface RankedFeed extends DiscoveredFeed {
  readonly score: number;
}

export interface RankingPage {
  readonly url: Url;
  /** BCP 47; empty where the page tells none. */
  readonly language: string;
  readonly role: PageRole;
}

const narrow =
  /\/(?:categor(?:y|ies)|tags?|topics?|authors?|auteurs?|users?|series|search|suche|podcasts?|audio|videos?|episodes?)(?:[/.?]|$)|[?&](?:tag|cat|author|s|q)=/i;
const narrowTitle =
  /podcast|播客|category|tag feed|author|search results|分类|标签|作者|videos?\b|视频|itunes/i;

/** The role of a page by its address. */
export function roleOf(url: Url): PageRole {
  const { pathname, search } = new URL(url);
  const isRoot = /^\/(?:[a-z]{2}(?:[-_][a-z]{2,4})?\/?)?(?:(?:index|default|home)(?:\.\w+)?)?$/i;
  if (isRoot.test(pathname) && search === '') return 'front';
  return isArticleUrl(url) ? 'article' : 'section';
}

/**
 * The feeds a page points to, the best first: a section page's own before the site's; the main feed
 * before those of categories, authors and podcasts; one in the page's language before others; what the
 * page declares before what only looks like a feed. Comment feeds are left out.
 */
export function rankFeeds(feeds: readonly DiscoveredFeed[], page: RankingPage): RankedFeed[] {
  return feeds
    .filter((feed) => !isCommentFeed(feed) && !isBelowArticle(feed.url, page))
    .map((feed, index) => ({ ...feed, score: scoreOf(feed, page) - Math.min(index, 50) / 100 }))
    .sort((one, other) => other.score - one.score);
}

/** A feed below an article's own address holds its comments, whatever it calls itself. */
function isBelowArticle(feed: Url, page: RankingPage): boolean {
  if (page.role !== 'article') return false;
  const path = new URL(page.url).pathname.replace(/\/$/, '');
  return path.length > 1 && new URL(feed).pathname.startsWith(`${path}/`);
}

function scoreOf(feed: DiscoveredFeed, page: RankingPage): number {
  const { pathname, search } = new URL(feed.url);
  const isOwn = page.role === 'section' && isFeedOf(feed.url, page.url);
  let score = feed.type === '' ? -8 : 0;
  if (isOwn) score += 40;
  else if (narrow.test(pathname + search) || narrowTitle.test(feed.title)) score -= 20;
  const language = feed.language ?? languageOfLink(feed.url, feed.title);
  const told = page.language || languageOfLink(page.url, '');
  const isSame = isSameLanguage(language, told);
  if (isSame !== undefined) score += isSame ? 10 : -30;
  if (siteOf(feed.url) === siteOf(page.url)) score += 3;
  if (/^(?:application|text)\/xml$/.test(feed.type)) score -= 2;
  if (feed.type.includes('json')) score -= 1;
  return score + 2 * Math.min(3, sharedParts(pathname, new URL(page.url).pathname));
}

/** Whether a feed is that of a section by its address: below it, or named after it. */
function isFeedOf(feed: Url, section: Url): boolean {
  const own = new URL(section).pathname
    .replace(/\/(?:index\.\w+)?$/, '')
    .replace(/\.\w?html?$/, '')
    .toLowerCase();
  const path = new URL(feed).pathname.toLowerCase();
  if (own === '') return false;
  if (path.startsWith(`${own}/`) || path.startsWith(`${own}.`)) return true;
  const name = own.split('/').at(-1) ?? '';
  return name.length >= 3 && path.split(/[/.]/).includes(name);
}

function sharedParts(one: string, other: string): number {
  const [first, second] = [one, other].map((path) => path.split('/').slice(1, -1));
  let shared = 0;
  while (first?.[shared] !== undefined && first[shared] === second?.[shared]) shared += 1;
  return shared;
}
