import {
  type SearchQuery,
  type SearchResult,
  type SimilarArticle,
  searchArticles,
  similarArticles,
} from '../search/index.ts';
import { findArticle } from './read.ts';
import { withRemoved } from './removed-hits.ts';
import type { Services } from './services.ts';
import { holdSources } from './source-by-id.ts';

/** Searches an archive as it is now. */
export async function searchIn(
  { store, now }: Services,
  query: SearchQuery,
): Promise<SearchResult> {
  await holdSources(store, query.sourceId === undefined ? [] : [query.sourceId]);
  return await withRemoved(store, await searchArticles(store, query, now()), query.text);
}

/** The same text elsewhere in the archive, by the newest words of each. */
export async function similarTo(services: Services, named: string): Promise<SimilarArticle[]> {
  const { id } = await findArticle(services, named);
  return await similarArticles(services.store, id);
}
