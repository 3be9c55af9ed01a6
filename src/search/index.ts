/** @module search Index an article, ask, highlight. */
export { narrowedText } from './narrowed-text.ts';
export { parseQuery } from './parse-query.ts';
export { notStanding, removedWords, wentWith } from './removed-words.ts';
export {
  type ArticleWords,
  articleSketch,
  isHitsPlace,
  type RemovedHit,
  type SearchHit,
  type SearchQuery,
  type SearchResult,
  savedQuery,
  searchArticles,
  shownHits,
  wordsOf,
} from './search.ts';
export { type SimilarArticle, similarArticles } from './similar.ts';
export { plainSnippet, snippetOf } from './snippet.ts';
export type { Suggestion } from './suggest.ts';
export { typedDate } from './typed-dates.ts';
