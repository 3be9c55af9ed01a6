import type { WordFacets } from '../records.ts';
import { type Asking, all } from '../sql/asking.ts';
import type { Columns } from './columns.ts';
import type { Docs } from './postings.ts';

const day = 24 * 3600_000;

/** How many of the documents found are of each month, source and language. */
export function* facetsOf(docs: Docs, columns: Columns): Asking<WordFacets> {
  const { at, source, language } = columns;
  // By day first: a month is told of a day, and not of each of a hundred thousand documents.
  const days = new Map<number, number>();
  const known = yield* all<Name>('select id, name from find_names order by id');
  const names = new Uint32Array((known.at(-1)?.id ?? 0) + 1);
  for (const doc of docs) {
    count(days, Math.floor((at[doc] ?? 0) / day), 1);
    const [its, own] = [source[doc] ?? 0, language[doc] ?? 0];
    names[its] = (names[its] ?? 0) + 1;
    names[own] = (names[own] ?? 0) + 1;
  }
  const months = new Map<string, number>();
  for (const [number, articles] of days) count(months, monthOf(number * day), articles);
  const named = known
    .map(({ id, name }) => ({ name, articles: names[id] ?? 0 }))
    .filter(({ articles }) => articles > 0);
  const ofKind = (kind: string) =>
    named
      .filter(({ name }) => name.startsWith(kind))
      .map(({ name, articles }) => ({ name: name.slice(kind.length), articles }))
      .sort((one, other) => other.articles - one.articles || (one.name < other.name ? -1 : 1));
  return {
    months: [...months]
      .map(([month, articles]) => ({ month, articles }))
      .sort((one, other) => (one.month < other.month ? -1 : 1)),
    sources: ofKind('source ').map(({ name, articles }) => ({ sourceId: name, articles })),
    languages: ofKind('language ').map(({ name, articles }) => ({ language: name, articles })),
  };
}

function count<Key>(counts: Map<Key, number>, key: Key, more: number): void {
  counts.set(key, (counts.get(key) ?? 0) + more);
}

interface Name {
  readonly id: number;
  readonly name: string;
}

const monthOf = (at: number): string => new Date(at).toISOString().slice(0, 7);
