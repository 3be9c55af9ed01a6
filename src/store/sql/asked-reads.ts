import type { Store } from '../contract.ts';
import {
  type Finder,
  removedPlaces,
  similarWords,
  sketchOfArticle,
  withoutSketch,
} from '../finder/index.ts';
import type { Asking } from './asking.ts';
import { digestsIn, lastSerial } from './digests.ts';
import { gaugesOf } from './gauges.ts';
import { happeningsAfter, hooksIn } from './hooks.ts';
import { savedHits, savedMatches, savedSearches } from './saved-searches.ts';
import { withoutWords } from './write-words.ts';

/** Runs work within a transaction that reads, and in which all is of one moment. */
export type Answer = <Result>(work: () => Asking<Result>) => Promise<Result>;

type AskedReads = Pick<
  Store,
  | 'findWords'
  | 'near'
  | 'sketch'
  | 'withoutSketch'
  | 'similarWords'
  | 'removedPlaces'
  | 'withoutWords'
  | 'savedSearches'
  | 'savedMatches'
  | 'savedHits'
  | 'hooks'
  | 'happenings'
  | 'digests'
  | 'lastSerial'
  | 'gauges'
>;

/** What is asked of search, saved searches, hooks, digests and gauges. `name` is the catalogue's. */
export function askedReads(name: string, finder: Finder, answer: Answer): AskedReads {
  return {
    findWords: (query) => answer(() => finder.find(query)),
    near: (sketch) => answer(() => finder.near(sketch)),
    sketch: (articleId) => answer(() => sketchOfArticle(articleId)),
    withoutSketch: (limit) => answer(() => withoutSketch(limit)),
    similarWords: (word, limit) => answer(() => similarWords(word, limit)),
    removedPlaces: (...asked) => answer(() => removedPlaces(name, ...asked)),
    withoutWords: (limit) => answer(() => withoutWords(limit)),
    savedSearches: () => answer(savedSearches),
    savedMatches: (search, query) => answer(() => savedMatches(finder, search, query)),
    savedHits: (query) => answer(() => savedHits(query)),
    hooks: () => answer(hooksIn),
    happenings: ({ after, limit }) => answer(() => happeningsAfter(after, limit)),
    digests: () => answer(digestsIn),
    lastSerial: () => answer(lastSerial),
    gauges: (at) => answer(() => gaugesOf(at)),
  };
}
