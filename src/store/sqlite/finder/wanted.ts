import type { WordFilters } from '../../queries.ts';
import type { Columns } from './columns.ts';
import type { Docs } from './postings.ts';
import type { Connection } from './tables.ts';

type Test = (doc: number) => boolean;

/** Tells by facts alone which documents are there and pass the filters of a query. */
export class Wanted {
  private readonly ord: Uint32Array;
  private readonly upTo: number;
  private readonly tests: readonly Test[];

  /** `upTo`: the last document that is looked at. */
  constructor(columns: Columns, upTo: number, tests: readonly Test[]) {
    this.ord = columns.ord;
    this.upTo = upTo;
    this.tests = tests;
  }

  passes(doc: number): boolean {
    return doc <= this.upTo && this.ord[doc] !== 0 && this.tests.every((test) => test(doc));
  }

  /** Those of documents, ascending, that pass; of many the last so many. */
  keep(docs: Docs, most = Number.POSITIVE_INFINITY): Docs {
    const { ord, upTo } = this;
    const some = this.tests.reduce(only, docs);
    const room = Math.min(most, some.length);
    const kept = new Uint32Array(room);
    let first = room;
    for (let at = some.length - 1; at >= 0 && first > 0; at -= 1) {
      const doc = some[at] ?? 0;
      if (doc <= upTo && ord[doc] !== 0) kept[--first] = doc;
    }
    return kept.subarray(first);
  }
}

function only(docs: Docs, test: Test): Docs {
  const kept = new Uint32Array(docs.length);
  let count = 0;
  for (const doc of docs) if (test(doc)) kept[count++] = doc;
  return kept.subarray(0, count);
}

/** What the filters of a query ask for, and what is given besides. */
export function wantedOf(
  connection: Connection,
  columns: Columns,
  filters: WordFilters,
  upTo: number,
  besides: readonly Test[] = [],
): Wanted {
  return new Wanted(columns, upTo, [...besides, ...testsOf(connection, columns, filters)]);
}

function testsOf(
  connection: Connection,
  { ord, at, source, language }: Columns,
  filters: WordFilters,
): Test[] {
  const tests: Test[] = [];
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
  return tests;
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
