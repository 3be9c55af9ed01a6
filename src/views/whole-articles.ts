import type { Archive, ArticleState } from '../archive/index.ts';
import type { Url } from '../model/index.ts';
import type { FeedArticle } from '../pages/index.ts';
import { lineOf } from './lines.ts';
import type { Outlets } from './outlets.ts';

/** An article as feeds tell it, and the images it wants. */
export interface WholeArticle extends FeedArticle {
  readonly images: readonly Url[];
}

/** Each article with its newest revision. */
export async function wholeArticles(
  archive: Archive,
  articles: readonly ArticleState['article'][],
  outlets: Outlets,
): Promise<WholeArticle[]> {
  const told: WholeArticle[] = [];
  for (const article of articles) {
    const revision = await archive.revision(article.revisionId);
    if (revision === undefined) continue;
    const { content, seenAt } = revision;
    const line = lineOf(article, outlets);
    const sourceUrl = outlets.mainOf(article.sourceId)?.url;
    told.push({
      line: { ...line, title: content.title, language: content.language },
      authors: content.authors,
      ...(content.section !== undefined && { section: content.section }),
      ...(content.tags !== undefined && { tags: content.tags }),
      canonicalUrl: article.url,
      ...(sourceUrl !== undefined && { sourceUrl }),
      html: content.html,
      updatedAt: seenAt,
      images: [...content.images.map(({ url }) => url), ...(article.image ? [article.image] : [])],
    });
  }
  return told;
}
