import type { WordFilters } from '../../queries.ts';
import type { Columns } from './columns.ts';
import type { Connection } from './tables.ts';

/** Whether a document passes the filters of a query, by its facts alone. */
export function wantedOf(
  connection: Connection,
  columns: Columns,
  filters: WordFilters,
  upTo: number,
): (doc: number) => boolean {
  const { ord, at, source, language } = columns;
  const tests: ((doc: number) => boolean)[] = [(doc) => doc <= upTo && (ord[doc] ?? 0) > 0];
  const { sourceIds, since, until } = filters;
  if (sourceIds !== undefined) {
    const names = new Set(sourceIds.map((id) => `source ${id}`));
    const numbers = numbersOf(connection, 'source ', (name) => names.has(name));
    tests.push((doc) => numbers.has(source[doc] ?? 0));
  }
  if (filters.language !== undefined) {
    const asked = `language ${filters.language}`;
    const numbers = numbersOf(
      connection,
      'language ',
      (name) => name === asked || name.startsWith(`${asked}-`),
    );
    tests.push((doc) => numbers.has(language[doc] ?? 0));
  }
  const from = since === undefined ? undefined : Date.parse(since);
  if (from !== undefined) tests.push((doc) => (at[doc] ?? 0) >= from);
  const to = until === undefined ? undefined : Date.parse(until);
  if (to !== undefined) tests.push((doc) => (at[doc] ?? 0) < to);
  for (const [asked, condition] of [
    [filters.edited, 'revisions > 1'],
    [filters.gone, 'gone_since is not null'],
  ] as const) {
    if (asked === undefined) continue;
    const ords = ordsWhere(connection, condition);
    tests.push((doc) => ords.has(ord[doc] ?? 0) === asked);
  }
  return (doc) => tests.every((test) => test(doc));
}

function numbersOf(
  connection: Connection,
  kind: string,
  isAsked: (name: string) => boolean,
): ReadonlySet<number> {
  const names = connection
    .prepare<[], { id: number; name: string }>('select id, name from find_names')
    .all();
  return new Set(
    names.filter(({ name }) => name.startsWith(kind) && isAsked(name)).map(({ id }) => id),
  );
}

const ordsWhere = (connection: Connection, condition: string): ReadonlySet<number> =>
  new Set(
    connection
      .prepare<[], number>(`select ord from articles where ${condition}`)
      .pluck()
      .all() as unknown as number[],
  );
