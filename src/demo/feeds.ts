import type { Published } from './edition.ts';
import { courier } from './harbour/courier.ts';
import { brokenItem, shibao } from './jiangwan/shibao.ts';
import { blocksHtml, escaped } from './markup.ts';
import { rssDate, timestamp } from './moment.ts';
import { feedOf, freshest, guidOf, listed, type Site } from './site.ts';

/** Atom (RFC 4287) of the Courier's news: summaries only. */
export function atomFeed({ origin, harbour }: Site): string {
  const stories = feedOf(harbour, 'main');
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${courier.language}">
<id>tag:harbour-courier.example,2026:news</id>
<title>${escaped(courier.name)}</title>
<subtitle>News from Saltmere and the Wend coast</subtitle>
<link rel="self" type="application/atom+xml" href="${origin}/harbour/atom.xml"/>
<link rel="alternate" type="text/html" href="${origin}/harbour/"/>
<updated>${timestamp(freshest(stories))}</updated>
${stories.map((story) => atomEntry(story, origin)).join('\n')}
</feed>
`;
}

function atomEntry(published: Published, origin: string): string {
  const { story, feedPath, feedTitle, publishedAt, updatedAt } = published;
  return `<entry>
<id>${guidOf(published.story)}</id>
<title>${escaped(feedTitle)}</title>
<link rel="alternate" type="text/html" href="${origin}${feedPath}"/>
${story.authors.map((name) => `<author><name>${escaped(name)}</name></author>`).join('\n')}
<category term="${escaped(story.section)}"/>
<published>${timestamp(publishedAt)}</published>
<updated>${timestamp(updatedAt)}</updated>
<summary>${escaped(story.summary)}</summary>
</entry>`;
}

/** JSON Feed 1.1 of the Courier's opinion pages. */
export function jsonFeed({ origin, harbour }: Site): string {
  const items = feedOf(harbour, 'opinion').map((published) => ({
    id: guidOf(published.story),
    url: origin + published.feedPath,
    title: published.feedTitle,
    summary: published.story.summary,
    content_text: published.story.summary,
    date_published: timestamp(published.publishedAt, 1),
    date_modified: timestamp(published.updatedAt, 1),
    authors: published.story.authors.map((name) => ({ name })),
    tags: [published.story.section],
  }));
  const feed = {
    version: 'https://jsonfeed.org/version/1.1',
    title: `${courier.name}: Opinion`,
    home_page_url: `${origin}/harbour/`,
    feed_url: `${origin}/harbour/feed.json`,
    language: courier.language,
    items,
  };
  return `${JSON.stringify(feed, undefined, 2)}\n`;
}

/** A news sitemap (sitemaps.org 0.9 with the news extension 0.9) of all the Courier has online. */
export function newsSitemap({ origin, harbour }: Site): string {
  const urls = listed(harbour).map(
    ({ path, title, publishedAt, updatedAt }) => `<url>
<loc>${origin}${path}</loc>
<lastmod>${timestamp(updatedAt)}</lastmod>
<news:news>
<news:publication><news:name>${escaped(courier.name)}</news:name><news:language>en</news:language></news:publication>
<news:publication_date>${timestamp(publishedAt)}</news:publication_date>
<news:title>${escaped(title)}</news:title>
</news:news>
</url>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
${urls.join('\n')}
</urlset>
`;
}

/** RSS 2.0 of 江湾时报 with whole articles, and one broken item in the middle. */
export function rssFeed({ origin, jiangwan }: Site): string {
  const stories = feedOf(jiangwan, 'main');
  const items = stories.map((story) => rssItem(story, origin));
  const middle = Math.ceil(items.length / 2);
  const all = [...items.slice(0, middle), brokenRssItem, ...items.slice(middle)];
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
<title>${shibao.name}</title>
<link>${origin}/jiangnan/</link>
<description>江湾城乡的每日新闻</description>
<language>zh-cn</language>
<atom:link rel="self" type="application/rss+xml" href="${origin}/jiangnan/rss.xml"/>
<lastBuildDate>${rssDate(freshest(stories))}</lastBuildDate>
${all.join('\n')}
</channel>
</rss>
`;
}

function rssItem(published: Published, origin: string): string {
  const { story, feedPath, feedTitle, body, publishedAt } = published;
  const html = blocksHtml(body, { indent: '', credit: '图片：', base: origin }).join('\n');
  return `<item>
<title>${escaped(feedTitle)}</title>
<link>${origin}${feedPath}</link>
<guid isPermaLink="false">${guidOf(published.story)}</guid>
${story.authors.map((name) => `<dc:creator>${escaped(name)}</dc:creator>`).join('\n')}
<category>${escaped(story.section)}</category>
<pubDate>${rssDate(publishedAt)}</pubDate>
<description>${escaped(story.summary)}</description>
<content:encoded>${escaped(html)}</content:encoded>
</item>`;
}

/** Neither link nor guid, and a date that is none. */
const brokenRssItem = `<item>
<title>${brokenItem.title}</title>
<pubDate>待定，以编辑部通知为准</pubDate>
<description>${brokenItem.summary}</description>
</item>`;
