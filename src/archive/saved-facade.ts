import {
  lookAtSaved,
  removeSaved,
  renameSaved,
  type SavedHitsQuery,
  savedHits,
  savedNamed,
  savedNewest,
  saveSearch,
} from './saved-searches.ts';
import type { SavedWatch } from './saved-watch.ts';
import type { Services } from './services.ts';

/** The part of the facade that is of saved searches; it waits until what came last is looked at. */
export function savedFacade(services: Services, watch: SavedWatch) {
  const { store } = services;
  return {
    savedSearches: () => watch.settled().then(() => store.savedSearches()),
    savedSearch: (named: string) => watch.settled().then(() => savedNamed(store, named)),
    saveSearch: (search: Parameters<typeof saveSearch>[1]) => saveSearch(services, search),
    renameSaved: (named: string, name: string) => renameSaved(services, named, name),
    removeSaved: (named: string) => removeSaved(services, named),
    savedHits: (named: string, query: SavedHitsQuery = {}) =>
      watch.settled().then(() => savedHits(services, named, query)),
    savedNewest: (limit: number) => watch.settled().then(() => savedNewest(services, limit)),
    lookAtSaved: (named: string, mark: number) => lookAtSaved(services, named, mark),
  };
}
