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
  const { since, until } = filters;
  const names = namesOf(connection);
  for (const [asked, except] of [
    [filters.sourceIds, false],
    [filters.exceptSourceIds, true],
  ] as const) {
    if (asked === undefined) continue;
    const numbers = numbersOf(names, (name) => asked.some((id) => name === `source ${id}`));
    tests.push((doc) => numbers.has(source[doc] ?? 0) !== except);
  }
  for (const [asked, except] of [
    [filters.languages, false],
    [filters.exceptLanguages, true],
  ] as const) {
    if (asked === undefined) continue;
    const numbers = numbersOf(names, (name) => asked.some((one) => isLanguage(name, one)));
    tests.push((doc) => numbers.has(language[doc] ?? 0) !== except);
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

interface Name {
  readonly id: number;
  readonly name: string;
}

const namesOf = (connection: Connection): readonly Name[] =>
  connection.prepare<[], Name>('select id, name from find_names').all();

const numbersOf = (
  names: readonly Name[],
  isAsked: (name: string) => boolean,
): ReadonlySet<number> => new Set(names.filter(({ name }) => isAsked(name)).map(({ id }) => id));

const isLanguage = (name: string, asked: string): boolean =>
  name === `language ${asked}` || name.startsWith(`language ${asked}-`);

const ordsWhere = (connection: Connection, condition: string): ReadonlySet<number> =>
  new Set(
    connection
      .prepare<[], number>(`select ord from articles where ${condition}`)
      .pluck()
      .all() as unknown as number[],
  );
