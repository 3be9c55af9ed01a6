import { readFileSync } from 'node:fs';
import { errorFrom } from '../model/index.ts';

/** The text (UTF-8) of a file that a secret is given in, without white space around it. Throws
 * ArchiveError naming the file. */
export function textIn(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw errorFrom(error, file);
  }
}
