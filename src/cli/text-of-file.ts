import { readFileSync } from 'node:fs';
import { errorFrom } from '../model/index.ts';

/** The text of a file that an option or a setting names. Throws ArchiveError naming it. */
export function textOfFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (thrown) {
    throw errorFrom(thrown, file);
  }
}
