import type Sqlite from 'better-sqlite3';
import type { Ask, Asking, Dialect } from '../sql/asking.ts';
import type { BlockStatements } from '../sql/block-statements.ts';
import type { Statement } from '../sql/statement.ts';
import { prepared } from './kept-statements.ts';

/** The connection itself, where what is asked is answered at once. */
export type Connection = Sqlite.Database;

/** Runs work on the database to its end; the caller holds the transaction. */
export function answerAtOnce<Result>(connection: Connection, work: Asking<Result>): Result {
  const answer = (asked: Ask) => rowsOf(connection, asked(sqliteDialect));
  let step = work.next([]);
  while (step.done !== true) {
    const { value } = step;
    step = work.next(typeof value === 'function' ? answer(value) : value.map(answer));
  }
  return step.value;
}

/** The same in a transaction of its own, so that all it reads is of one moment. */
export const readAtOnce = <Result>(connection: Connection, work: () => Asking<Result>): Result =>
  connection.transaction(() => answerAtOnce(connection, work()))();

function rowsOf(connection: Connection, asked: Statement | undefined): readonly unknown[] {
  if (asked === undefined) return [{}];
  const { text, given } = asked;
  const statement = prepared(connection, text);
  if (statement.reader) return statement.all(...given);
  statement.run(...given);
  return [];
}

/** Each segment has a table of its own, which is dropped in one step. */
const blocksOf = (segment: number): string => `find_terms_${segment}`;

const blocks: BlockStatements = {
  holding: (segment, terms) => ({
    text: `select value term, (select bytes from ${blocksOf(segment)} where first <= value
      order by first desc limit 1) bytes from json_each(?)`,
    given: [terms],
  }),
  firstOf: (segment, term) => ({
    text: `select max(first) first from ${blocksOf(segment)} where first <= ?`,
    given: [term],
  }),
  after: (segment, first, limit) => ({
    text: `select first, bytes from ${blocksOf(segment)} where first > ? order by first limit ?`,
    given: [first, limit],
  }),
  put: (segment, rows) => ({
    text: `insert into ${blocksOf(segment)} values ${rows.map(() => '(?, ?)').join(', ')}`,
    given: rows.flatMap(({ first, bytes }) => [first, bytes]),
  }),
  make: (segment) => ({
    text: `create table ${blocksOf(segment)} (first integer primary key, bytes blob not null)`,
    given: [],
  }),
  drop: (segment) => ({ text: `drop table ${blocksOf(segment)}`, given: [] }),
};

const sqliteDialect: Dialect = {
  numbers: '(select value from json_each(?))',
  texts: '(select value from json_each(?))',
  place: (column) => `instr(${column}, ?)`,
  member: (column, name) => `json_extract(${column}, '$.${name}')`,
  isThere: (table) => ({ text: 'select 1 from sqlite_master where name = ?', given: [table] }),
  // What came on record is told by its last number (rowid, which SQLite gives in order).
  rowsEver: (table) => `select max(rowid) n from ${table}`,
  databaseBytes: 'select page_count * page_size n from pragma_page_count, pragma_page_size',
  blocks,
};
