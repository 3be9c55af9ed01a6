import { randomBytes } from 'node:crypto';
import { ArchiveError, type Instant, instant } from '../model/index.ts';
import { savedQuery, shownHits } from '../search/index.ts';
import type { ArticleRecord, SavedHit, SavedMatches, SavedSearch, Store } from '../store/index.ts';
import type { Services } from './services.ts';

/** What was found for a saved search. */
export interface SavedHits {
  readonly search: SavedSearch;
  readonly hits: readonly FoundHit[];
  /** Of the latest of these hits; the one that was given where there are none. To be asked with again. */
  readonly mark: number;
  /** Whether there are more behind it. */
  readonly more: boolean;
}

export interface FoundHit {
  readonly article: ArticleRecord;
  /** Of no other hit of this search; a later one never has a lower. */
  readonly mark: number;
  /** When it was found, to some ms. */
  readonly foundAt: Instant;
  /** HTML: escaped text with the matches in `<mark>`. */
  readonly snippet: string;
}

export interface SavedHitsQuery {
  /** Hits behind this mark; default: all. */
  readonly since?: number;
  /** The latest first, instead of as they were found. */
  readonly latestFirst?: boolean;
  /** Hits at most; default 100. */
  readonly limit?: number;
}

/**
 * Saves a search under a name. What it finds now is no news: its hits are the articles that are found
 * from now on, new ones and those whose words are changed so that they fit. Throws ArchiveError
 * `invalid` for a name or a query without words, `conflict` for a name that is taken.
 */
export async function saveSearch(
  services: Services,
  { name, text }: { readonly name: string; readonly text: string },
): Promise<SavedSearch> {
  const { store, now } = services;
  return await services.alone(async () => {
    const search: SavedSearch = {
      ...{ id: randomBytes(10).toString('hex'), name: await freeName(store, name) },
      ...{ text: checkedText(text), savedAt: instant(now()) },
      ...{ checked: 0, incomplete: false, told: 0, looked: 0, fresh: 0 },
    };
    const found = await matchesOf(services, search);
    // In one commit: between two another process would take what is there for news.
    const check = { searchId: search.id, at: search.savedAt, told: [], known: found.fresh };
    const { upTo, incomplete } = found;
    await store.commit({ saved: [search], savedChecks: [{ ...check, upTo, incomplete }] });
    return { ...search, checked: upTo, incomplete };
  });
}

/** Gives a saved search another name. Throws as `saveSearch`, and `not-found`. */
export async function renameSaved(
  services: Services,
  named: string,
  name: string,
): Promise<SavedSearch> {
  const { store } = services;
  const search = await savedNamed(store, named);
  if (search.name === name.trim()) return search;
  const renamed = { ...search, name: await freeName(store, name) };
  await store.commit({ saved: [renamed] });
  return renamed;
}

/** Forgets a saved search and what it found. Throws `not-found`. */
export async function removeSaved({ store }: Services, named: string): Promise<SavedSearch> {
  const search = await savedNamed(store, named);
  await store.commit({ unsaved: [search.id] });
  return search;
}

/**
 * What was found for a saved search behind a mark: every article once, however often it is changed,
 * indexed anew or merged with another. A mark stays good for ever. Throws `not-found`.
 */
export async function savedHits(
  { store }: Services,
  named: string,
  { since = 0, latestFirst = false, limit = 100 }: SavedHitsQuery,
): Promise<SavedHits> {
  const search = await savedNamed(store, named);
  const query = { searchId: search.id, after: since, latestFirst, limit: limit + 1 };
  const found = await store.savedHits(query);
  const shown = found.slice(0, limit);
  return {
    search,
    hits: await withFinding(store, search, shown),
    mark: shown.reduce((latest, { mark }) => Math.max(latest, mark), since),
    more: found.length > limit,
  };
}

/** A saved search with the latest of its hits. */
export interface SavedNewest {
  readonly search: SavedSearch;
  /** What was found since it was saved, the latest first. */
  readonly hits: readonly FoundHit[];
  /** What fills that up: articles it found when it was saved, what came on record last first. */
  readonly known: readonly Omit<FoundHit, 'mark' | 'foundAt'>[];
}

/** All saved searches with so many articles of each, without a search: of those that stand in the catalogue. */
export async function savedNewest(
  { store }: Pick<Services, 'store'>,
  limit: number,
): Promise<SavedNewest[]> {
  const all: SavedNewest[] = [];
  for (const search of await store.savedSearches()) {
    const asked = { searchId: search.id, latestFirst: true };
    const found = await store.savedHits({ ...asked, limit });
    const left = limit - found.length;
    const known = left > 0 ? await store.savedHits({ ...asked, known: true, limit: left }) : [];
    const shown = await withFinding(store, search, [...found, ...known]);
    all.push({ search, hits: shown.slice(0, found.length), known: shown.slice(found.length) });
  }
  return all;
}

async function withFinding(
  store: Store,
  { text }: SavedSearch,
  found: readonly SavedHit[],
): Promise<FoundHit[]> {
  const shown = await shownHits(store, text, found);
  return shown.map((hit) => ({ ...hit, foundAt: instant(hit.mark) }));
}

/** Notes that somebody has looked at a saved search's hits up to a mark, not further than its latest:
 * what comes later is news. Throws `not-found`. */
export async function lookAtSaved(
  { store, now }: Services,
  named: string,
  mark: number,
): Promise<void> {
  const { id, told } = await savedNamed(store, named);
  const upTo = Math.min(mark, told);
  await store.commit({ savedLooks: [{ searchId: id, mark: upTo, at: instant(now()) }] });
}

/** Looks for hits of every saved search among what has come since it was last looked at. */
export async function checkSaved(services: Pick<Services, 'store' | 'now'>): Promise<void> {
  for (const search of await services.store.savedSearches()) {
    const { fresh, old, upTo, incomplete } = await matchesOf(services, search);
    const isAsBefore = upTo === search.checked && incomplete === search.incomplete;
    if (isAsBefore && fresh.length + old.length === 0) continue;
    const check = { searchId: search.id, at: instant(services.now()), told: fresh, known: old };
    await services.store.commit({ savedChecks: [{ ...check, upTo, incomplete }] });
  }
}

async function matchesOf(
  { store, now }: Pick<Services, 'store' | 'now'>,
  search: SavedSearch,
): Promise<SavedMatches> {
  return await store.savedMatches(search, await savedQuery(store, search.text, now()));
}

/** A saved search by its id or its name. Throws ArchiveError `not-found`. */
export async function savedNamed(
  store: Pick<Store, 'savedSearches'>,
  named: string,
): Promise<SavedSearch> {
  const found = (await store.savedSearches()).find(
    ({ id, name }) => id === named || name === named,
  );
  if (found !== undefined) return found;
  throw new ArchiveError(
    'not-found',
    `${named}: no saved search has this name; backissue saved lists them.`,
  );
}

/** Characters of a name, most. */
const longestName = 100;

async function freeName(store: Store, typed: string): Promise<string> {
  const name = typed.trim();
  if (name === '' || name.length > longestName || /\p{Cc}/u.test(name)) {
    throw new ArchiveError(
      'invalid',
      `“${name.slice(0, longestName)}”: this is no name of a saved search; give 1 to ${longestName} characters.`,
    );
  }
  if ((await store.savedSearches()).every((one) => one.name !== name && one.id !== name))
    return name;
  throw new ArchiveError(
    'conflict',
    `${name}: a search is saved under this name already; give another, or remove that one.`,
  );
}

function checkedText(typed: string): string {
  const text = typed.trim();
  if (text !== '') return text;
  throw new ArchiveError('invalid', 'The query is empty; give the words to be found.');
}
