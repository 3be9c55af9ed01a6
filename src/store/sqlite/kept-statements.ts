import type Sqlite from 'better-sqlite3';
import type { SqliteDatabase } from 'kysely';

type Statement = Sqlite.Statement<unknown[]>;

/** Statements kept of a connection, and letters of one, most: those with a row of values for each of many are not
 * asked again. */
const most = 500;
const longest = 4000;

/** Others act when they are prepared (`pragma`), or change what the kept ones mean. */
const isKept = /^\s*(?:select|with|insert|update|delete|begin|commit|rollback)\b/i;

const known = new WeakMap<Sqlite.Database, Map<string, Statement>>();

/** A statement of a connection, which keeps those it prepares: to prepare one takes as long as to run it. */
export function prepared(connection: Sqlite.Database, text: string): Statement {
  const kept = known.get(connection) ?? new Map<string, Statement>();
  known.set(connection, kept);
  if (!isKept.test(text)) kept.clear();
  const there = kept.get(text);
  // One whose rows are still being read is not to be begun anew.
  if (there !== undefined && !there.busy) return there;
  const made = connection.prepare<unknown[]>(text);
  if (!isKept.test(text) || text.length > longest) return made;
  if (kept.size >= most) kept.clear();
  kept.set(text, made);
  return made;
}

/** A connection as Kysely takes one, with the statements that are kept of it. */
export const keptStatements = (connection: Sqlite.Database): SqliteDatabase => ({
  close: () => connection.close(),
  prepare: (text) => prepared(connection, text) as unknown as ReturnType<SqliteDatabase['prepare']>,
});
