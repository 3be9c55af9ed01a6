import { sql } from 'kysely';
import type { Database } from '../sql/schema.ts';

/**
 * Makes what was erased unreadable in the database's files. Words of a contentless index go only when
 * it is merged into one piece; what rows held before they were written anew lies in the gaps of
 * pages until all are written anew (`vacuum`, which takes as much room as the database for a while);
 * older states of pages lie in the write-ahead log until it is emptied.
 */
export async function scrub(db: Database): Promise<void> {
  await sql`pragma secure_delete = on`.execute(db);
  await sql`insert into words (words) values ('optimize')`.execute(db);
  await sql`vacuum`.execute(db);
  await sql`pragma wal_checkpoint(truncate)`.execute(db);
}
