import type { ArticleRecord, Store } from '../store/index.ts';
import { isSameText, likeness } from '../words/index.ts';

/** An article with the same text as another. */
export interface SimilarArticle {
  readonly article: ArticleRecord;
  /** The share of word runs (four in a row) that both have of those that either has, 0 to 1, estimated
   * within some hundredths. */
  readonly likeness: number;
}

/**
 * Articles that hold the same text as this one, perhaps edited, the likest first, then the earliest
 * first seen. None of a text of fewer than 27 words: too little to tell. The newest revision of each
 * is compared. Not transitive: what is the same as those found need not be the same as this.
 */
export async function similarArticles(store: Store, articleId: string): Promise<SimilarArticle[]> {
  const own = await store.sketch(articleId);
  if (own === undefined) return [];
  const near = await store.near(own);
  return near
    .filter(({ article, sketch }) => article.id !== articleId && isSameText(own, sketch))
    .map(({ article, sketch }) => ({ article, likeness: rounded(likeness(own, sketch)) }))
    .sort((one, other) => other.likeness - one.likeness || compareSights(one, other));
}

const rounded = (share: number): number => Math.round(share * 100) / 100;

const compareSights = ({ article: one }: SimilarArticle, { article: other }: SimilarArticle) =>
  `${one.firstSeenAt} ${one.id}` < `${other.firstSeenAt} ${other.id}` ? -1 : 1;
