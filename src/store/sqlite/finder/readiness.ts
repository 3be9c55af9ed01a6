import { ArchiveError } from '../../../model/index.ts';
import { type Connection, statement } from './tables.ts';

/** Throws a sentence where the catalogue is of a version that had no such index, and is only read. */
export function requireIndex(connection: Connection): void {
  const table = statement<[], unknown>(
    connection,
    "select 1 from sqlite_master where name = 'find_docs'",
  );
  if (table.get() !== undefined) return;
  throw new ArchiveError(
    'conflict',
    `${connection.name}: its search index has not been made yet; backissue fetch or backissue serve makes it.`,
  );
}

/** How many articles that stay are not in the index. The latest come into it first, so the oldest tells
 * whether all are; they are counted only while some are not. */
export function unindexedIn(connection: Connection): number {
  const oldest = statement<[], { known: number }>(
    connection,
    `select ord in (select ord from find_docs) known from articles where merged_into is null
       order by ord limit 1`,
  ).get();
  if (oldest === undefined || oldest.known === 1) return 0;
  const { count } = statement<[], { count: number }>(
    connection,
    `select count(*) count from articles where merged_into is null
       and ord not in (select ord from find_docs)`,
  ).get() ?? { count: 0 };
  return count;
}
