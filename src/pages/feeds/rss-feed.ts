import type { Instant } from '../../model/index.ts';
import { knownLanguage } from '../language.ts';
import { type Markup, markup } from '../markup.ts';
import { feedLine, feedText } from './feed-text.ts';
import { type Feed, type FeedItem, feedTypes } from './feed-view.ts';

/**
 * A feed as RSS 2.0 with the usual additions: `content:encoded` for the whole text, `dc:creator` for
 * authors, `atom:updated` for the moment of the newest revision.
 */
export function rssFeed({ title, language, self, page, updatedAt, items }: Feed): string {
  return markup`<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
<title>${feedLine(title)}</title>
<link>${page}</link>
<description>${feedLine(title)}</description>
<language>${language}</language>
<lastBuildDate>${mailDate(updatedAt)}</lastBuildDate>
<generator>Backissue</generator>
<atom:link rel="self" type="${feedTypes.rss}" href="${self}"/>
${items.map(itemOf)}</channel>
</rss>
`.toString();
}

function itemOf(item: FeedItem): Markup {
  const { id, href, original, publishedAt, updatedAt, summary, outlet } = item;
  const language = knownLanguage(item.language);
  return markup`<item>
<guid isPermaLink="false">${id}</guid>
<title>${feedLine(item.title)}</title>
<link>${href}</link>
${original !== undefined && markup`<atom:link rel="via" type="text/html" href="${original}"/>\n`}${
  publishedAt !== undefined && markup`<pubDate>${mailDate(publishedAt)}</pubDate>\n`
}<atom:updated>${updatedAt}</atom:updated>
${item.authors.map((author) => markup`<dc:creator>${feedLine(author)}</dc:creator>\n`)}${item.tags.map(
  (tag) => markup`<category>${feedLine(tag)}</category>\n`,
)}${language !== undefined && markup`<dc:language>${language}</dc:language>\n`}${
  summary !== undefined && markup`<description>${feedLine(summary)}</description>\n`
}<content:encoded>${feedText(item.html)}</content:encoded>
${outlet.url !== undefined && markup`<source url="${outlet.url}">${feedLine(outlet.title)}</source>\n`}</item>
`;
}

/** A moment as RFC 822 writes it, with four digits of the year as RSS wants. */
const mailDate = (at: Instant): string => new Date(at).toUTCString();
