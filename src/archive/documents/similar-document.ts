import type { SimilarArticle } from '../../search/index.ts';
import type { ArticleRecord } from '../../store/index.ts';
import { hitDocument } from './hit-document.ts';
import type { SourceTitles } from './source-titles.ts';

/** What holds the same text as an article. */
export const similarDocument = (
  { id, url }: ArticleRecord,
  found: readonly SimilarArticle[],
  titles: SourceTitles,
) => ({
  article: { id, url },
  similar: found.map(({ article, likeness }) => ({
    article: hitDocument(article, titles),
    likeness,
  })),
});
