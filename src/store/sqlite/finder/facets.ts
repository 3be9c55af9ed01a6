import type { WordFacets } from '../../records.ts';
import type { Columns } from './columns.ts';
import type { Docs } from './postings.ts';
import type { Connection } from './tables.ts';

/** How many of the documents found are of each month, source and language. */
export function facetsOf(connection: Connection, docs: Docs, columns: Columns): WordFacets {
  const months = new Map<string, number>();
  const names = new Map<number, number>();
  for (const doc of docs) {
    count(months, monthOf(columns.at[doc] ?? 0));
    count(names, columns.source[doc] ?? 0);
    count(names, columns.language[doc] ?? 0);
  }
  const named = [...names].map(([id, articles]) => ({ name: nameOf(connection, id), articles }));
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

function count<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

const monthOf = (at: number): string => new Date(at).toISOString().slice(0, 7);

const nameOf = (connection: Connection, id: number): string =>
  connection.prepare<[number], { name: string }>('select name from find_names where id = ?').get(id)
    ?.name ?? '';
