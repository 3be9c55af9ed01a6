import Sqlite from 'better-sqlite3';
import { ArchiveError, errorFrom } from '../../model/index.ts';
import type { WarcFile } from '../records.ts';

/**
 * Copies a catalogue as it is at one moment into a file of its own, durably, while others write to
 * it: SQLite's online backup, all pages in one step, so that no write makes it begin again. Gives
 * the capture files that the copy knows. Throws ArchiveError: `not-found` without the catalogue,
 * `corrupt` when the copy does not pass SQLite's check.
 */
export async function copyCatalogue(file: string, copy: string): Promise<WarcFile[]> {
  try {
    const source = new Sqlite(file, { readonly: true, fileMustExist: true, timeout: 10_000 });
    try {
      await source.backup(copy, { progress: ({ remainingPages }) => Math.max(remainingPages, 1) });
    } finally {
      source.close();
    }
    return settled(copy);
  } catch (error) {
    throw errorFrom(error, file);
  }
}

/** Makes a copy one file without a log beside it, and checks it. */
function settled(copy: string): WarcFile[] {
  const connection = new Sqlite(copy);
  try {
    connection.pragma('synchronous = full');
    connection.pragma('journal_mode = delete');
    const [said] = connection.pragma('quick_check(1)') as { quick_check: string }[];
    if (said?.quick_check !== 'ok') {
      throw new ArchiveError(
        'corrupt',
        `${copy}: the catalogue is damaged (${said?.quick_check}); run backissue doctor.`,
      );
    }
    return connection
      .prepare<[], WarcFile>('select file, length from warc_files order by file')
      .all();
  } finally {
    connection.close();
  }
}
