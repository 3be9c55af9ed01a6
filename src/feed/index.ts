/** @module feed RSS, Atom, RDF, JSON Feed, OPML, sitemaps and section pages into entries. */
export { isArticleUrl } from './article-shape.ts';
export { commonFeedPaths, type DiscoveredFeed, discoverFeeds } from './discover-feeds.ts';
export { type DocumentKind, documentKind } from './document-kind.ts';
export { parseFeedDate } from './feed-date.ts';
export type { FeedHints, FeedInput, ParsedFeed } from './feed-document.ts';
export { folderNames, folderPath } from './folder-path.ts';
export { homePages, sitemapsInRobots } from './home-pages.ts';
export { hubLinks } from './hub-links.ts';
export { isSameLanguage } from './language-match.ts';
export { formatOpml, parseOpml } from './opml.ts';
export type { OpmlOutline } from './opml-outlines.ts';
export { parseFeed } from './parse-feed.ts';
export { platformFeeds } from './platform-feeds.ts';
export { type RankedFeed, type RankingPage, rankFeeds, roleOf } from './rank-feeds.ts';
export { type SectionPage, sectionEntries } from './section-entries.ts';
export { learnShape, parseShapeMemory, type ShapeMemory } from './shape-memory.ts';
export { parseSitemapIndex } from './sitemap.ts';
export { newestSitemaps, recentEntries } from './sitemap-order.ts';
