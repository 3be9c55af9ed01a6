import { ArchiveError } from '../model/index.ts';

/**
 * The path of a WARC file in a captures folder. Throws ArchiveError(`invalid`) for a name that
 * leads out of the folder.
 */
export function warcPath(folder: string, file: string): string {
  if (/(^|[\\/])\.\.([\\/]|$)|^[\\/]|\0/.test(file) || file === '') {
    throw new ArchiveError(
      'invalid',
      `${JSON.stringify(file)} is no file of the captures folder; name one relative to it.`,
    );
  }
  return `${folder}/${file}`;
}
