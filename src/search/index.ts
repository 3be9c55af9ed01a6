/** @module search Index an article, ask, highlight. */
export {
  type SearchHit,
  type SearchQuery,
  type SearchResult,
  searchArticles,
  wordsOf,
} from './search.ts';
