import type { Article, Instant } from '../model/index.ts';
import type { ArticleRecord, Store, WordRow } from '../store/index.ts';
import { spacedWords } from '../words/index.ts';
import { parseQuery } from './parse-query.ts';
import { snippetOf } from './snippet.ts';

export interface SearchQuery {
  /** Words, "words in a row", -not. */
  readonly text: string;
  readonly sourceId?: string;
  /** BCP 47; `zh` finds `zh-Hans` and `zh-Hant`. */
  readonly language?: string;
  readonly since?: Instant;
  readonly until?: Instant;
  /** Hits at most; default 20. */
  readonly limit?: number;
  readonly offset?: number;
}

export interface SearchHit {
  readonly article: ArticleRecord;
  /** Higher is better; only the order means anything. */
  readonly score: number;
  /** HTML: escaped text with the matches in `<mark>`. */
  readonly snippet: string;
}

export interface SearchResult {
  readonly total: number;
  readonly hits: readonly SearchHit[];
}

/** The search words of an article's content. */
export function wordsOf(content: Article): Omit<WordRow, 'articleId'> {
  const { title, authors, text } = content;
  return { title: spacedWords(title), body: spacedWords([...authors, text].join('\n')) };
}

/** Finds articles whose newest revision holds all the words asked for, best first. */
export async function searchArticles(store: Store, query: SearchQuery): Promise<SearchResult> {
  const { text, limit = 20, ...filters } = query;
  const clauses = parseQuery(text);
  const found = await store.findWords({ ...filters, clauses, limit });
  const revisions = await store.latestRevisions(found.hits.map((hit) => hit.article.id));
  const contents = new Map(revisions.map((revision) => [revision.article, revision.content.text]));
  return {
    total: found.total,
    hits: found.hits.map(({ article, score }) => ({
      article,
      score,
      snippet: snippetOf(contents.get(article.id) ?? '', clauses),
    })),
  };
}
