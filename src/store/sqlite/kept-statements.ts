import type Sqlite from 'better-sqlite3';
import type { SqliteDatabase } from 'kysely';

/** Statements kept, and letters of one, most: those with a row of values for each of many are not asked again. */
const most = 300;
const longest = 4000;

/** Others act when they are prepared (`pragma`), or change what the kept ones mean. */
const isKept = /^\s*(?:select|with|insert|update|delete|begin|commit|rollback)\b/i;

/** A connection that keeps the statements it prepares: to prepare one takes as long as to run it. */
export function keptStatements(connection: Sqlite.Database): SqliteDatabase {
  const kept = new Map<string, Sqlite.Statement>();
  const prepare = (text: string): Sqlite.Statement => {
    if (!isKept.test(text)) kept.clear();
    const there = kept.get(text);
    // One whose rows are still being read is not to be begun anew.
    if (there !== undefined && !there.busy) return there;
    const made = connection.prepare(text);
    if (!isKept.test(text) || text.length > longest) return made;
    if (kept.size >= most) kept.clear();
    kept.set(text, made);
    return made;
  };
  return {
    close: () => connection.close(),
    prepare: (text) => prepare(text) as unknown as ReturnType<SqliteDatabase['prepare']>,
  };
}
