import { type AnchorLink, pageLinks } from '../html/index.ts';
import type { Url } from '../model/index.ts';
import { checkDocument, type FeedInput } from './feed-document.ts';

/** A feed a page points to; `type` is its media type, empty when only its address tells. */
export interface DiscoveredFeed {
  readonly url: Url;
  readonly title: string;
  readonly type: string;
  /** Its language, where the page tells one. */
  readonly language?: string;
}

/** Where feeds usually are, below the root of a site or a section; to be tried when no page names one. */
export const commonFeedPaths: readonly string[] = [
  'feed',
  'rss.xml',
  'atom.xml',
  'feed.xml',
  'index.xml',
  'rss',
  'feed.json',
  '?feed=rss2',
  'feeds/posts/default',
  'news-sitemap.xml',
  'sitemap.xml',
];

const feedType = /^(?:application|text)\/(?:(?:rss|atom|rdf)(?:\+xml)?|feed\+json|xml|x-rss\+xml)$/;
const feedAddress =
  /(?:[./_-]|^)(?:rss2?|atom|feeds?|rdf)(?:[./_-](?:xml|json|rss|rdf|php|aspx?)?|$)|[?&](?:feed|format|type|output)=(?:rss2?|atom|feed|json)/i;
const feedWord = /\b(?:rss|atom feed|feed)\b|订阅|訂閱|フィード/i;
const notAFeed = /\.(?:html?|png|jpe?g|gif|svg|css|js|pdf)$|oembed|\/wp-json\//i;
const shareTarget =
  /(?:^|\.)(?:facebook|twitter|x|feedly|inoreader|netvibes|google|yahoo|bing|newsblur|addthis)\.com$/i;
const feedLimit = 200;

/**
 * The feeds a page points to, each once: those it declares in `<link>` first (comment feeds last
 * among them), then links whose address or words look like a feed. At most 200.
 */
export function discoverFeeds(input: FeedInput): DiscoveredFeed[] {
  checkDocument(input);
  const links = pageLinks(input.text, input.url);
  const declared = links.alternates
    .filter(({ href, type }) => isDeclared(href, type))
    .map(({ href, type, title, language }) => ({
      url: href,
      title,
      type,
      ...(language === undefined ? {} : { language }),
    }));
  const seen = links.anchors
    .filter(looksLikeFeed)
    .map(({ href, text }) => ({ url: href, title: text, type: '' }));
  const found = new Map<string, DiscoveredFeed>();
  for (const feed of [
    ...declared.filter((one) => !isCommentFeed(one)),
    ...declared.filter(isCommentFeed),
    ...seen,
  ]) {
    if (feed.url !== input.url && !found.has(feed.url)) found.set(feed.url, feed);
  }
  return [...found.values()].slice(0, feedLimit);
}

function isDeclared(href: Url, type: string): boolean {
  if (feedType.test(type)) return true;
  const { pathname, search } = new URL(href);
  if (notAFeed.test(pathname)) return false;
  return (type === '' || type === 'application/json') && feedAddress.test(pathname + search);
}

/** Whether a feed holds what readers write below an article, or below all of them. */
export function isCommentFeed(feed: Pick<DiscoveredFeed, 'url' | 'title'>): boolean {
  return /comments?\b|评论|評論|留言|kommentare|commentaires/i.test(
    `${new URL(feed.url).pathname} ${feed.title}`,
  );
}

function looksLikeFeed(anchor: AnchorLink): boolean {
  const { pathname, search, hostname } = new URL(anchor.href);
  if (notAFeed.test(pathname) || shareTarget.test(hostname)) return false;
  const end =
    pathname
      .split('/')
      .filter((part) => part !== '')
      .at(-1) ?? '';
  if (feedAddress.test(end) && end.length <= 40) return true;
  if (feedAddress.test(search)) return true;
  return (
    feedWord.test(anchor.text) && anchor.text.length <= 40 && /\.xml$|rss|feed|atom/i.test(pathname)
  );
}
