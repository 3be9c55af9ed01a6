import { knownLanguage } from '../language.ts';
import { feedLine, feedText } from './feed-text.ts';
import type { Feed, FeedItem } from './feed-view.ts';

/** A feed as JSON Feed 1.1. */
export function jsonFeed({ title, language, self, page, items }: Feed): string {
  const feed = {
    version: 'https://jsonfeed.org/version/1.1',
    title: feedLine(title),
    home_page_url: page,
    feed_url: self,
    language,
    items: items.map(itemOf),
  };
  return `${JSON.stringify(feed, null, 1)}\n`;
}

/** Members that are undefined are not written. */
function itemOf(item: FeedItem): object {
  const { authors, summary, tags } = item;
  return {
    id: item.id,
    url: item.href,
    external_url: item.original,
    title: feedLine(item.title),
    content_html: feedText(item.html),
    summary: summary === undefined ? undefined : feedLine(summary),
    image: item.image,
    date_published: item.publishedAt,
    date_modified: item.updatedAt,
    authors: authors.length > 0 ? authors.map((name) => ({ name: feedLine(name) })) : undefined,
    tags: tags.length > 0 ? tags.map(feedLine) : undefined,
    language: knownLanguage(item.language),
  };
}
