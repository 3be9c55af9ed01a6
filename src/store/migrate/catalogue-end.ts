import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../sql/schema.ts';
import type { CopiedTable } from './copied-tables.ts';

/** A value of a row, as both engines give it. */
export type Value = string | number | Uint8Array | null;
export type Row = Readonly<Record<string, Value>>;
/** Values of a table's key, in the order of its columns. */
export type Key = readonly Value[];

/** What engines do differently where a catalogue is copied from one into another. */
export interface EngineWays {
  /** The catalogue in sentences, without secrets. */
  readonly name: string;
  /** Names of all tables there are, as they are in the database. */
  tables(db: Database): Promise<readonly string[]>;
  /** Columns of a table, in the order of their names. */
  columns(db: Database, table: string): Promise<readonly string[]>;
  /** The blocks of a segment of the search index: a table of its own, or rows of one. */
  readonly blocks: (segment: number) => Part;
  /** Makes room for the blocks of these segments, and takes away those of all others. */
  keepSegments(db: Database, segments: readonly number[]): Promise<void>;
  /** The highest number that a table has ever given. */
  highest(db: Database, table: CopiedTable): Promise<number>;
  /** Has a table go on behind a number. */
  goOnBehind(db: Database, table: CopiedTable, number: number): Promise<void>;
}

/** A table, or those of its rows that belong to one thing. */
export interface Part {
  readonly table: string;
  readonly key: readonly [string, ...string[]];
  /** Unset: all there are. */
  readonly columns?: readonly string[];
  /** Unset: all of the table. */
  readonly only?: { readonly column: string; readonly value: number };
}

export const partOf = ({ name, key }: CopiedTable): Part => ({ table: name, key });

/** Rows a statement: one row in 20 columns is 20 parameters, and SQLite takes 32,766. */
export const together = 500;

/** Rows of a part behind a key and up to another, in the order of the key. */
export async function rowsOf(
  db: Database,
  part: Part,
  range: { readonly after?: Key | undefined; readonly upTo?: Key; readonly limit?: number },
): Promise<readonly Row[]> {
  const { limit } = range;
  const most = limit === undefined ? sql`` : sql` limit ${limit}`;
  const { rows } = await sql<Row>`select ${columnsOf(part)} from ${sql.table(part.table)}
    where ${within(part, range)} order by ${sql.join(part.key.map((name) => sql.ref(name)))}${most}`.execute(
    db,
  );
  return rows;
}

/** Takes away the rows of a part behind a key and up to another; without either, all of them. */
export async function removeRows(
  db: Database,
  part: Part,
  range: { readonly after?: Key | undefined; readonly upTo?: Key },
): Promise<void> {
  await sql`delete from ${sql.table(part.table)} where ${within(part, range)}`.execute(db);
}

export async function insertRows(
  db: Database,
  part: Part,
  columns: readonly string[],
  rows: readonly Row[],
): Promise<void> {
  if (rows.length === 0) return;
  const { only } = part;
  const names = only === undefined ? columns : [only.column, ...columns];
  const values = rows.map((row) => {
    const own = columns.map((column) => row[column] ?? null);
    return sql`(${sql.join(only === undefined ? own : [only.value, ...own])})`;
  });
  await sql`insert into ${sql.table(part.table)} (${sql.join(names.map((name) => sql.ref(name)))})
    values ${sql.join(values)}`.execute(db);
}

export const keyOf = ({ key }: Part, row: Row): Key => key.map((name) => row[name] ?? null);

function columnsOf({ columns }: Part): RawBuilder<unknown> {
  return columns === undefined ? sql`*` : sql.join(columns.map((name) => sql.ref(name)));
}

function within(
  { key, only }: Part,
  { after, upTo }: { readonly after?: Key | undefined; readonly upTo?: Key },
): RawBuilder<unknown> {
  const names = sql`(${sql.join(key.map((name) => sql.ref(name)))})`;
  const all = [
    ...(only === undefined ? [] : [sql`${sql.ref(only.column)} = ${only.value}`]),
    ...(after === undefined ? [] : [sql`${names} > (${sql.join(after)})`]),
    ...(upTo === undefined ? [] : [sql`${names} <= (${sql.join(upTo)})`]),
  ];
  return all.length === 0 ? sql`1 = 1` : sql.join(all, sql` and `);
}
