import { ArchiveError, type Source } from '../model/index.ts';
import { isMeant } from './is-meant.ts';

/** Ids of the sources of a folder and of those within it. Throws ArchiveError `not-found` where there are
 * none. */
export function sourcesIn(folder: string, sources: readonly Source[]): string[] {
  const within = sources.filter((source) => isMeant({ folder }, source));
  if (folder === '' || within.length === 0) {
    throw new ArchiveError(
      'not-found',
      `${folder}: no source is in a folder of this name; the page of sources shows them all.`,
    );
  }
  return within.map(({ id }) => id);
}
