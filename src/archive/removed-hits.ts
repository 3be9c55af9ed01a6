import { compareRevisions, removedPassages } from '../edits/index.ts';
import {
  parseQuery,
  type RemovedHit,
  removedWords,
  type SearchResult,
  snippetOf,
  wentWith,
} from '../search/index.ts';
import type { Clause, RemovedPlace, RevisionRecord, Store } from '../store/index.ts';
import { cutAlike } from './sites.ts';

/** A result with the passages that were taken away, where its query asks for such. */
export async function withRemoved(
  store: Store,
  found: SearchResult,
  text: string,
): Promise<SearchResult> {
  const clauses = parseQuery(text).clauses.filter(({ removed, exclude }) => removed && !exclude);
  if (clauses.length === 0) return found;
  const ids = found.hits.map(({ article }) => article.id);
  const places = await store.removedPlaces(ids, clauses);
  const hits = [];
  for (const hit of found.hits) {
    const own = places.filter(({ articleId }) => articleId === hit.article.id);
    hits.push({ ...hit, removed: await shown(store, own, clauses) });
  }
  return { ...found, hits };
}

async function shown(
  store: Store,
  places: readonly RemovedPlace[],
  clauses: readonly Clause[],
): Promise<RemovedHit[]> {
  const [first] = places;
  const revisions = first === undefined ? [] : await store.revisions(first.articleId);
  const hits: RemovedHit[] = [];
  for (const { revision, clause } of places) {
    const asked = clauses[clause];
    const after = revisions.find(({ number }) => number === revision);
    const before = revisions.find(({ id }) => id === after?.previous);
    if (asked === undefined || after === undefined || before === undefined) continue;
    hits.push({
      snippet: await snippetIn(store, [before.id, after.id], asked),
      ...{ from: before.number, to: after.number, stoodAt: before.seenAt, goneAt: after.seenAt },
    });
  }
  return hits;
}

/** The passage that words went with, as the revision before had it. */
async function snippetIn(
  store: Store,
  [before, after]: readonly [string, string],
  clause: Clause,
): Promise<string> {
  const alike = await cutAlike(store, [before, after]);
  const [was, is] = [alike.get(before), alike.get(after)];
  if (was === undefined || is === undefined) return '';
  return snippetOf(passageIn(was, is, clause) ?? '', [{ ...clause, removed: false }]);
}

const passageIn = (
  { content: before }: RevisionRecord,
  { content: after }: RevisionRecord,
  clause: Clause,
): string | undefined =>
  removedPassages(compareRevisions(before, after)).find((passage) =>
    wentWith(removedWords([passage]), clause),
  )?.text;
