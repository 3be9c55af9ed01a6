import { optional } from '../../model/index.ts';
import type { SavedSearch } from '../../store/index.ts';
import type { SavedHits } from '../saved-searches.ts';
import { hitDocument } from './hit-document.ts';
import type { SourceTitles } from './source-titles.ts';

/** A saved search as commands tell it. */
export const savedDocument = ({ id, name, text, savedAt, lookedAt, fresh, told }: SavedSearch) => ({
  id,
  name,
  query: text,
  savedAt,
  ...optional('lookedAt', lookedAt),
  new: fresh,
  mark: told,
});

/** What was found for a saved search behind a mark. */
export const savedHitsDocument = (
  { search, hits, mark, more }: SavedHits,
  titles: SourceTitles,
) => ({
  search: savedDocument(search),
  hits: hits.map(({ article, mark: of, foundAt, snippet }) => ({
    article: hitDocument(article, titles),
    mark: of,
    foundAt,
    snippet,
  })),
  mark,
  more,
});
