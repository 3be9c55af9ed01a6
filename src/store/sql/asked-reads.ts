import type { Store } from '../contract.ts';
import {
  Finder,
  removedPlaces,
  similarWords,
  sketchOfArticle,
  withoutSketch,
} from '../finder/index.ts';
import type { Asking } from './asking.ts';
import { digestsIn, lastSerial } from './digests.ts';
import { gaugesOf, notUploadedIn } from './gauges.ts';
import { happeningsAfter, hooksIn } from './hooks.ts';
import { savedHits, savedMatches, savedSearches } from './saved-searches.ts';
import { leasesIn } from './work-leases.ts';
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
  | 'notUploaded'
  | 'leases'
>;

/** What is asked of search, saved searches, hooks, digests and gauges. `name` is the catalogue's;
 * `oneByOne` answers what one finder is asked, `atOnce` what is one question and needs no transaction. */
export function askedReads(
  name: string,
  answer: Answer,
  oneByOne: Answer = answer,
  atOnce: Answer = answer,
): AskedReads {
  const finder = new Finder(name);
  return {
    findWords: (query) => oneByOne(() => finder.find(query)),
    near: (sketch) => oneByOne(() => finder.near(sketch)),
    sketch: (articleId) => answer(() => sketchOfArticle(articleId)),
    withoutSketch: (limit) => answer(() => withoutSketch(limit)),
    similarWords: (word, limit) => answer(() => similarWords(word, limit)),
    removedPlaces: (...asked) => answer(() => removedPlaces(name, ...asked)),
    withoutWords: (limit) => answer(() => withoutWords(limit)),
    savedSearches: () => atOnce(savedSearches),
    savedMatches: (search, query) => oneByOne(() => savedMatches(finder, search, query)),
    savedHits: (query) => answer(() => savedHits(query)),
    hooks: () => atOnce(hooksIn),
    happenings: ({ after, limit }) => atOnce(() => happeningsAfter(after, limit)),
    digests: () => atOnce(digestsIn),
    lastSerial: () => atOnce(lastSerial),
    gauges: (at) => answer(() => gaugesOf(at)),
    notUploaded: () => atOnce(notUploadedIn),
    leases: (at, prefix) => atOnce(() => leasesIn(at, prefix)),
  };
}
