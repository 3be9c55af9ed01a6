import type { Archive, SavedSearch } from '../archive/index.ts';
import { ArchiveError } from '../model/index.ts';
import {
  type PageContext,
  type Proof,
  type SavedSearchHit,
  type SavedSearchView,
  savedPage,
  savedSearchPage,
} from '../pages/index.ts';
import { lineOf, type Outlets, outletsOf } from '../views/index.ts';

/** Hits in the list of all, and on a page of one. */
const inList = 3;
const onPage = 50;

/** The path of the page of a saved search. */
export const savedPath = (id: string): string => `/saved/${id}`;

/** The page of all saved searches. */
export async function savedHtml(archive: Archive, context: PageContext): Promise<string> {
  const outlets = outletsOf(await archive.sourceList());
  const views: SavedSearchView[] = [];
  for (const { search, hits, known } of await archive.savedNewest(inList)) {
    const news = newHits(search, outlets, hits);
    views.push(viewOf(search, [...news, ...known.map((hit) => oldHit(outlets, hit))]));
  }
  return savedPage(context, views);
}

/** The page of one; `proof` is set for whoever may say that its hits are seen. Throws ArchiveError
 * `not-found`. */
export async function savedSearchHtml(
  archive: Archive,
  context: PageContext,
  { id, proof }: { readonly id: string; readonly proof: Proof | undefined },
): Promise<string> {
  const { told, ...view } = await savedSearchView(archive, id, onPage);
  const look = proof && { ...proof, action: `${view.href}/seen`, mark: told };
  return savedSearchPage(context, { ...view, ...(look && { look }) });
}

/** A saved search. Only who knows its id gets to it; its name may be guessed. Throws ArchiveError
 * `not-found`. */
export async function savedById(archive: Archive, id: string): Promise<SavedSearch> {
  const search = (await archive.savedSearches()).find((one) => one.id === id);
  if (search !== undefined) return search;
  throw new ArchiveError('not-found', `${id.slice(0, 200)}: no search is saved under this id.`);
}

/** A saved search with its newest hits. Throws as `savedById`. */
export async function savedSearchView(
  archive: Archive,
  id: string,
  limit: number,
): Promise<SavedSearchView & { readonly told: number }> {
  const search = await savedById(archive, id);
  const outlets = outletsOf(await archive.sourceList());
  const { hits } = await archive.savedHits(id, { latestFirst: true, limit });
  const shown = await newestHits(archive, search, outlets, hits, limit);
  return { ...viewOf(search, shown), told: search.told };
}

function viewOf(search: SavedSearch, hits: readonly SavedSearchHit[]): SavedSearchView {
  const { id, name, text, savedAt, fresh } = search;
  return {
    ...{ id, name, query: text, savedAt, fresh, hits },
    href: savedPath(id),
    searchHref: `/search?${new URLSearchParams({ q: text.toWellFormed() })}`,
  };
}

/** The latest that were found, then the newest of those that were there when it was saved. */
async function newestHits(
  archive: Archive,
  search: SavedSearch,
  outlets: Outlets,
  found: FoundHits,
  limit: number,
): Promise<SavedSearchHit[]> {
  const news = newHits(search, outlets, found);
  if (news.length >= limit) return news;
  const known = new Set(found.map(({ article }) => article.id));
  const all = { sort: 'date', each: true, exact: true } as const;
  const { hits: there } = await archive.search({ ...all, text: search.text, limit });
  const before = there.filter(({ article }) => !known.has(article.id));
  return [...news, ...before.map((hit) => oldHit(outlets, hit))].slice(0, limit);
}

type FoundHits = Awaited<ReturnType<Archive['savedHits']>>['hits'];

const newHits = ({ looked }: SavedSearch, outlets: Outlets, found: FoundHits): SavedSearchHit[] =>
  found.map((hit) => ({
    ...{ ...oldHit(outlets, hit), foundAt: hit.foundAt },
    isNew: hit.mark > looked,
  }));

const oldHit = (
  outlets: Outlets,
  { article, snippet }: Pick<FoundHits[number], 'article' | 'snippet'>,
): SavedSearchHit => ({ line: lineOf(article, outlets), snippetHtml: snippet });
