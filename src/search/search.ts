import type { Article, Instant } from '../model/index.ts';
import type { ArticleRecord, Store, WordFacets, WordRow } from '../store/index.ts';
import { indexWords, spacedWords } from '../words/index.ts';
import { parseQuery } from './parse-query.ts';
import { snippetOf } from './snippet.ts';

/** What is indexed of an article. */
export type ArticleWords = Omit<WordRow, 'articleId'>;

export interface SearchQuery {
  /** Words, "words in a row", -not. */
  readonly text: string;
  readonly sourceId?: string;
  /** Of any of these sources. */
  readonly sourceIds?: readonly string[];
  /** BCP 47; `zh` finds `zh-Hans` and `zh-Hant`. */
  readonly language?: string;
  readonly since?: Instant;
  readonly until?: Instant;
  /** Hits at most; default 20. */
  readonly limit?: number;
  readonly offset?: number;
  /** The `next` of the page before, instead of `offset`. */
  readonly after?: string;
  /** Whether their words changed since they were first seen. */
  readonly edited?: boolean;
  /** Whether they are not served any more. */
  readonly gone?: boolean;
  /** Default `relevance`. */
  readonly sort?: 'relevance' | 'date';
  /** Whether to count what is found by month, source and language. */
  readonly facets?: boolean;
}

export interface SearchHit {
  readonly article: ArticleRecord;
  /** Higher is better; only the order means anything. */
  readonly score: number;
  /** HTML: escaped text with the matches in `<mark>`. */
  readonly snippet: string;
}

export interface SearchResult {
  /** At most 10,000. */
  readonly total: number;
  /** Whether there are more than that. */
  readonly more: boolean;
  /** Leads to the next page; unset on the last. */
  readonly next?: string;
  /** Where they were asked for. */
  readonly facets?: WordFacets;
  readonly hits: readonly SearchHit[];
}

/** The search words of an article's content. */
export function wordsOf({ title, authors, text, language }: Article): ArticleWords {
  const [head, body] = [indexWords(title, language), indexWords(text, language)];
  return {
    title: head.spaced,
    authors: spacedWords(authors.join('\n')),
    body: body.spaced,
    also: [...new Set([...head.also, ...body.also])],
  };
}

/** Finds articles whose newest revision holds all the words asked for, best first. */
export async function searchArticles(store: Store, query: SearchQuery): Promise<SearchResult> {
  const { text, limit = 20, sourceId, sourceIds, ...filters } = query;
  const clauses = parseQuery(text, query.language);
  const sources = sourceIds ?? (sourceId === undefined ? undefined : [sourceId]);
  const { hits, ...found } = await store.findWords({
    ...filters,
    ...(sources === undefined ? {} : { sourceIds: sources }),
    clauses,
    limit,
  });
  const revisions = await store.latestRevisions(hits.map((hit) => hit.article.id));
  const contents = new Map(revisions.map((revision) => [revision.article, revision.content.text]));
  return {
    ...found,
    hits: hits.map(({ article, score }) => ({
      article,
      score,
      snippet: snippetOf(contents.get(article.id) ?? '', clauses),
    })),
  };
}
