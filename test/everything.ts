import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { everyRow, isOnPostgres } from './house-store.ts';

/** All bytes of a folder's files, those of captures unpacked, a byte a character. */
export function everything(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const bytes = readFileSync(join(entry.parentPath, entry.name));
      return (entry.name.endsWith('.warc.gz') ? gunzipSync(bytes) : bytes).toString('latin1');
    })
    .join('\n');
}

/** All bytes of an archive: of its folder's files, and of every row of its catalogue where that lies in a database. */
export async function allOfArchive(folder: string): Promise<string> {
  const rows = isOnPostgres ? await everyRow(join(folder, 'backissue.sqlite')) : '';
  return `${everything(folder)}\n${rows}`;
}
