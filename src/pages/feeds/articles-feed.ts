import type { Instant, Url } from '../../model/index.ts';
import { renderArticleBody } from '../article-body.ts';
import type { PageContext } from '../context.ts';
import { type Desk, deskOf } from '../layout.ts';
import type { ArticleLine } from '../line-views.ts';
import { messageTables } from '../messages.ts';
import type { Feed, FeedItem, FeedPlace } from './feed-view.ts';
import { newestOf } from './newest-of.ts';

/** An article as a feed tells it: its newest revision. */
export interface FeedArticle {
  readonly line: ArticleLine;
  readonly authors: readonly string[];
  readonly section?: string;
  readonly tags?: readonly string[];
  readonly canonicalUrl: Url;
  /** Where its outlet's source is read. */
  readonly sourceUrl?: Url;
  /** Sanitised HTML of the revision. */
  readonly html: string;
  /** When the revision was seen. */
  readonly updatedAt: Instant;
}

/** Articles as a feed of whole texts. `title` undefined: those of the whole archive. */
export function articlesFeed(
  context: PageContext,
  view: { readonly title?: string; readonly articles: readonly FeedArticle[] },
  place: FeedPlace,
): Feed {
  const desk = deskOf(context);
  const { title, articles } = view;
  return {
    title: title === undefined ? context.archiveTitle : `${title} · ${context.archiveTitle}`,
    language: context.locale,
    ...(place.id !== undefined && { id: place.id }),
    self: place.self,
    page: place.page,
    updatedAt: newestOf(articles.map(({ updatedAt }) => updatedAt)) ?? context.now,
    items: articles.map((article) => itemOf(desk, article, place)),
  };
}

function itemOf(desk: Desk, article: FeedArticle, place: FeedPlace): FeedItem {
  const { context, links } = desk;
  const { line, section, tags = [], sourceUrl } = article;
  const image = (url: Url): string | undefined => {
    const path = links.image(url);
    return path === undefined ? undefined : place.absolute(path);
  };
  const shown = line.image === undefined ? undefined : image(line.image);
  const { imageMissing, untitled } = messageTables[context.locale];
  return {
    id: `urn:backissue:article:${line.id}`,
    title: line.title.trim() === '' ? untitled : line.title,
    href: place.absolute(links.article(line.id)),
    original: article.canonicalUrl,
    authors: article.authors,
    language: line.language,
    outlet: { title: line.sourceTitle, ...(sourceUrl !== undefined && { url: sourceUrl }) },
    publishedAt: line.publishedAt ?? line.firstSeenAt,
    updatedAt: article.updatedAt,
    ...(line.lead !== undefined && line.lead !== '' && { summary: line.lead }),
    html: renderArticleBody(article.html, { ...links, image }, imageMissing).trim(),
    ...(shown !== undefined && { image: shown }),
    tags: [...new Set([...(section ? [section] : []), ...tags])],
  };
}
