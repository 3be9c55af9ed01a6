import Sqlite from 'better-sqlite3';
import { expect, it } from 'vitest';
import { keptStatements } from './kept-statements.ts';

const three = 'select n from numbers order by n';

function numbers() {
  const connection = new Sqlite(':memory:');
  connection.exec('create table numbers (n integer); insert into numbers values (1), (2), (3)');
  return { connection, kept: keptStatements(connection) };
}

it('prepares a statement once, and anew where its rows are still being read', () => {
  const { kept } = numbers();
  expect(kept.prepare(three)).toBe(kept.prepare(three));
  const seen: unknown[] = [];
  for (const row of kept.prepare(three).iterate([]) as IterableIterator<{ n: number }>) {
    seen.push([row.n, kept.prepare(three).all([]).length]);
  }
  expect(seen).toEqual([
    [1, 3],
    [2, 3],
    [3, 3],
  ]);
});

it('has what is read whole after a table was changed', () => {
  const { kept } = numbers();
  const all = 'select * from numbers limit 1';
  expect(kept.prepare(all).all([])).toEqual([{ n: 1 }]);
  kept.prepare("alter table numbers add column name text default 'one'").run([]);
  expect(kept.prepare(all).all([])).toEqual([{ n: 1, name: 'one' }]);
});

it('asks for a pragma each time', () => {
  const { kept } = numbers();
  const pragma = 'pragma user_version = 7';
  expect(kept.prepare(pragma)).not.toBe(kept.prepare(pragma));
});
