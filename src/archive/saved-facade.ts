import type { SavedSearch } from '../store/index.ts';
import {
  lookAtSaved,
  removeSaved,
  renameSaved,
  type SavedHits,
  type SavedHitsQuery,
  type SavedNewest,
  savedHits,
  savedNamed,
  savedNewest,
  saveSearch,
} from './saved-searches.ts';
import type { SavedWatch } from './saved-watch.ts';
import type { Services } from './services.ts';

/** The part of the facade that is of saved searches. */
export interface SavedFacade {
  /** Saved searches by name, with how many hits are new since they were last looked at. */
  savedSearches(): Promise<readonly SavedSearch[]>;
  /** One by its name or its id. Throws `not-found`. */
  savedSearch(named: string): Promise<SavedSearch>;
  /** Saves a search; what it finds now is no news. Throws `invalid`, or `conflict` for a name taken. */
  saveSearch(search: { readonly name: string; readonly text: string }): Promise<SavedSearch>;
  renameSaved(named: string, name: string): Promise<SavedSearch>;
  removeSaved(named: string): Promise<SavedSearch>;
  /** What was found for a saved search behind a mark, each article once; see `savedHits`. */
  savedHits(named: string, query?: SavedHitsQuery): Promise<SavedHits>;
  /** All saved searches, each with so many hits at most. */
  savedNewest(limit: number): Promise<readonly SavedNewest[]>;
  /** Notes that its hits were looked at up to a mark. */
  lookAtSaved(named: string, mark: number): Promise<void>;
}

/** It waits until what came last is looked at. */
export function savedFacade(services: Services, watch: SavedWatch): SavedFacade {
  const { store } = services;
  return {
    savedSearches: () => watch.settled().then(() => store.savedSearches()),
    savedSearch: (named) => watch.settled().then(() => savedNamed(store, named)),
    saveSearch: (search) => saveSearch(services, search),
    renameSaved: (named, name) => renameSaved(services, named, name),
    removeSaved: (named) => removeSaved(services, named),
    savedHits: (named, query = {}) => watch.settled().then(() => savedHits(services, named, query)),
    savedNewest: (limit) => watch.settled().then(() => savedNewest(services, limit)),
    lookAtSaved: (named, mark) => lookAtSaved(services, named, mark),
  };
}
