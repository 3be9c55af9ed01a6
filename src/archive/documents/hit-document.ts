import { optional } from '../../model/index.ts';
import type { ArticleRecord } from '../../store/index.ts';
import type { SourceTitles } from './source-titles.ts';

/** An article in a list of what was found; `titles`: of sources, by id. */
export const hitDocument = (article: ArticleRecord, titles: SourceTitles) => ({
  id: article.id,
  url: article.url,
  title: article.title,
  source: titles.get(article.sourceId) ?? article.sourceId,
  ...optional('publishedAt', article.publishedAt),
  language: article.language,
});
