import { sql } from 'kysely';
import { ArchiveError, errorFrom } from '../../model/index.ts';
import { scrubDocs } from '../finder/index.ts';
import { answerAtOnce } from './answer-at-once.ts';
import type { Catalogue } from './catalogue.ts';
import { freshFile, keptFile, removeCatalogue } from './catalogue-files.ts';
import { writtenBy } from './written-by.ts';

/**
 * Takes away the catalogues beside the one in force, which hold what was erased from it: one that a
 * killed rebuild left half made, and one that a rebuild kept. The caller holds the archive.
 */
export function removeOthers(file: string): void {
  for (const other of [freshFile(file), keptFile(file)]) {
    try {
      removeCatalogue(other);
    } catch (thrown) {
      throw errorFrom(thrown, other);
    }
  }
}

/**
 * Makes what was erased unreadable in the database's files. The inverted index and the list of words
 * are made anew without them; what rows held before they were written anew lies in the gaps of
 * pages until all are written anew (`vacuum`, which takes as much room as the database for a while);
 * older states of pages lie in the write-ahead log until it is emptied. Throws `conflict` where a
 * reader holds on to the log for longer than the connection waits: then they are still there.
 */
export async function scrub({ db, connection }: Catalogue, file: string): Promise<void> {
  await sql`pragma secure_delete = on`.execute(db);
  connection.transaction(() => answerAtOnce(connection, scrubDocs(writtenBy(connection))))();
  await sql`vacuum`.execute(db);
  const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(db);
  if (rows[0]?.busy !== 1) return;
  throw new ArchiveError(
    'conflict',
    `${file}: somebody reads it just now, so its log still holds what was erased; the next opening to capture empties it.`,
  );
}
