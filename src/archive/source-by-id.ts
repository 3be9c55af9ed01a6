import { ArchiveError, type Source } from '../model/index.ts';
import type { Store } from '../store/index.ts';

/** The source of an id. Throws ArchiveError `not-found`. */
export async function sourceById(store: Pick<Store, 'source'>, id: string): Promise<Source> {
  const source = await store.source(id);
  if (source !== undefined) return source;
  throw new ArchiveError(
    'not-found',
    `${id}: there is no such source; backissue sources lists them.`,
  );
}

/** Holds the sources that a query names to be there. Throws ArchiveError `not-found` of the first
 * that is not. */
export async function holdSources(
  store: Pick<Store, 'source'>,
  ids: readonly string[] = [],
): Promise<void> {
  for (const id of ids) await sourceById(store, id);
}
