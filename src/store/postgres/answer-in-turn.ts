import { CompiledQuery } from 'kysely';
import { allEnded } from '../sql/all-ended.ts';
import type { Ask, Asking, Dialect } from '../sql/asking.ts';
import type { BlockStatements } from '../sql/block-statements.ts';
import type { Database } from '../sql/schema.ts';
import type { Statement } from '../sql/statement.ts';

/** Runs work on the database to its end, waiting for each answer; the caller holds the transaction, where it asks more
 * than one question. */
export async function answerInTurn<Result>(db: Database, work: Asking<Result>): Promise<Result> {
  const answer = (asked: Ask) => rowsOf(db, asked(postgresDialect));
  let step = work.next([]);
  while (step.done !== true) {
    const { value } = step;
    const answered = typeof value === 'function' ? answer(value) : allEnded(value.map(answer));
    step = work.next(await answered);
  }
  return step.value;
}

async function rowsOf(db: Database, asked: Statement | undefined): Promise<readonly unknown[]> {
  if (asked === undefined) return [{}];
  return (await db.executeQuery(CompiledQuery.raw(numbered(asked.text), [...asked.given]))).rows;
}

const known = new Map<string, string>();
const mostKnown = 1000;

/** The parameters of a statement by number. */
function numbered(text: string): string {
  const there = known.get(text);
  if (there !== undefined) return there;
  if (known.size >= mostKnown) known.clear();
  let count = 0;
  const made = text.replaceAll('?', () => `$${++count}`);
  known.set(text, made);
  return made;
}

const listed = (type: string): string =>
  `(select made.value::${type} as value from jsonb_array_elements_text(?::jsonb) as made(value))`;

/** All segments in one table: to make and drop tables while others read makes them wait. */
const blocks: BlockStatements = {
  holding: (segment, terms) => ({
    text: `select terms.value as term, held.bytes from ${listed('bigint')} as terms
      cross join lateral (select bytes from find_terms where segment = ? and first <= terms.value
        order by first desc limit 1) as held`,
    given: [terms, segment],
  }),
  firstOf: (segment, term) => ({
    text: 'select max(first) as first from find_terms where segment = ? and first <= ?',
    given: [segment, term],
  }),
  after: (segment, first, limit) => ({
    text: `select first, bytes from find_terms where segment = ? and first > ?
      order by first limit ?`,
    given: [segment, first, limit],
  }),
  put: (segment, rows) => ({
    text: `insert into find_terms (segment, first, bytes)
      values ${rows.map(() => '(?, ?, ?)').join(', ')}`,
    given: rows.flatMap(({ first, bytes }) => [segment, first, bytes]),
  }),
  drop: (segment) => ({ text: 'delete from find_terms where segment = ?', given: [segment] }),
};

/** Up to so many rows a table is counted; of more its statistics tell. */
const counted = 100_000;

const postgresDialect: Dialect = {
  numbers: listed('bigint'),
  texts: listed('text'),
  place: (column) => `position(?::bytea in ${column})`,
  // JSON may write U+0000, and text may not hold it: all of it would be refused.
  member: (column, name) => `(replace(${column}, '\\u0000', '\\ufffd')::json ->> '${name}')`,
  rowsEver: (table) => `select case when reltuples > ${counted} then reltuples::bigint
    else (select count(*) from ${table}) end as n from pg_class where oid = '${table}'::regclass`,
  databaseBytes: 'select pg_database_size(current_database()) as n',
  blocks,
};
