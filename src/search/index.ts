/** @module search Index an article, ask, highlight. */
export { parseQuery } from './parse-query.ts';
export {
  type ArticleWords,
  type SearchHit,
  type SearchQuery,
  type SearchResult,
  searchArticles,
  wordsOf,
} from './search.ts';
