import type { WordFilters } from '../queries.ts';
import { type Asking, all } from '../sql/asking.ts';
import type { Columns } from './columns.ts';
import { type Docs, seek } from './postings.ts';

type Test = (doc: number) => boolean;

/** The documents that are looked at: from one to another. */
interface Stretch {
  readonly first: number;
  readonly last: number;
}

/** Tells by facts alone which documents are there and pass the filters of a query. */
export class Wanted {
  private readonly ord: Uint32Array;
  private readonly stretch: Stretch;
  private readonly tests: readonly Test[];

  constructor({ ord }: Columns, stretch: Stretch, tests: readonly Test[]) {
    this.ord = ord;
    this.stretch = stretch;
    this.tests = tests;
  }

  passes(doc: number): boolean {
    const { first, last } = this.stretch;
    const isThere = doc >= first && doc <= last && this.ord[doc] !== 0;
    return isThere && this.tests.every((test) => test(doc));
  }

  /** Whether any of the documents from one to another may pass. */
  mayPass({ first, last }: Stretch): boolean {
    return first <= this.stretch.last && last >= this.stretch.first;
  }

  /** Those of documents, ascending, that pass; of many the last so many. */
  keep(docs: Docs, most = Number.POSITIVE_INFINITY): Docs {
    const { ord, stretch } = this;
    const inside = docs.subarray(seek(docs, stretch.first), seek(docs, stretch.last + 1));
    const some = this.tests.reduce(only, inside);
    const room = Math.min(most, some.length);
    const kept = new Uint32Array(room);
    let first = room;
    for (let at = some.length - 1; at >= 0 && first > 0; at -= 1) {
      const doc = some[at] ?? 0;
      if (ord[doc] !== 0) kept[--first] = doc;
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

/** What the filters of a query ask for of documents up to one, and what is given besides. */
export function* wantedOf(
  columns: Columns,
  filters: WordFilters,
  upTo: number,
  besides: readonly Test[] = [],
): Asking<Wanted> {
  const { since, until } = filters;
  const { first, last } = columns.within(
    since === undefined ? Number.NEGATIVE_INFINITY : Date.parse(since),
    until === undefined ? Number.POSITIVE_INFINITY : Date.parse(until),
  );
  const tests = [...besides, ...(yield* testsOf(columns, filters))];
  return new Wanted(columns, { first, last: Math.min(last, upTo) }, tests);
}

function* testsOf({ ord, at, source, language }: Columns, filters: WordFilters): Asking<Test[]> {
  const tests: Test[] = [];
  const { since, until } = filters;
  const names = yield* all<Name>('select id, name from find_names');
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
    const rows = yield* all<{ ord: number }>(`select ord from articles where ${condition}`);
    const ords = new Set(rows.map((row) => row.ord));
    tests.push((doc) => ords.has(ord[doc] ?? 0) === asked);
  }
  return tests;
}

interface Name {
  readonly id: number;
  readonly name: string;
}

const numbersOf = (
  names: readonly Name[],
  isAsked: (name: string) => boolean,
): ReadonlySet<number> => new Set(names.filter(({ name }) => isAsked(name)).map(({ id }) => id));

const isLanguage = (name: string, asked: string): boolean =>
  name === `language ${asked}` || name.startsWith(`language ${asked}-`);
