import { atomFeed } from './atom-feed.ts';
import type { Feed, FeedFormat } from './feed-view.ts';
import { jsonFeed } from './json-feed.ts';
import { rssFeed } from './rss-feed.ts';

const writers: Readonly<Record<FeedFormat, (feed: Feed) => string>> = {
  atom: atomFeed,
  rss: rssFeed,
  json: jsonFeed,
};

/** A feed in one of its formats, as text in UTF-8; the same feed gives the same text. */
export function writeFeed(feed: Feed, format: FeedFormat): string {
  return writers[format](feed);
}
