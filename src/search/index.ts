/** @module search Index an article, ask, highlight. */
export { narrowedText } from './narrowed-text.ts';
export { parseQuery } from './parse-query.ts';
export {
  type ArticleWords,
  type SearchHit,
  type SearchQuery,
  type SearchResult,
  searchArticles,
  wordsOf,
} from './search.ts';
export type { Suggestion } from './suggest.ts';
export { typedDate } from './typed-dates.ts';
