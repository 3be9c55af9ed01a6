import { optional } from '../../model/index.ts';
import type { SearchResult } from '../../search/index.ts';
import { hitDocument } from './hit-document.ts';
import type { SourceTitles } from './source-titles.ts';

/** What a search found. */
export function searchDocument(found: SearchResult, titles: SourceTitles) {
  const { total, more, most, next, unindexed, facets, unknownSources, suggestions } = found;
  return {
    total,
    more,
    ...optional('most', most),
    ...optional('next', next),
    ...optional('unindexed', unindexed),
    unknownSources,
    suggestions,
    ...optional('facets', facets && shownFacets(facets, titles)),
    hits: found.hits.map(({ article, score, snippet, removed, same }) => ({
      article: hitDocument(article, titles),
      score,
      snippet,
      ...optional('removed', removed),
      same: same.map((one) => hitDocument(one, titles)),
    })),
  };
}

const shownFacets = (facets: NonNullable<SearchResult['facets']>, titles: SourceTitles) => ({
  ...facets,
  sources: facets.sources.map(({ sourceId, articles }) => ({
    sourceId,
    source: titles.get(sourceId) ?? sourceId,
    articles,
  })),
});
