import type { Source } from '../model/index.ts';
import type { Services } from './services.ts';
import { sourceById } from './source-by-id.ts';

/** What a reader of sources may change of one. Unset: as before. */
export interface SourceChange {
  readonly title?: string;
  /** Empty: in no folder. */
  readonly folder?: string;
}

/** Names a source anew, or puts it into another folder. Throws ArchiveError `not-found`. */
export async function editSource(
  services: Services,
  id: string,
  { title, folder }: SourceChange,
): Promise<Source> {
  return await services.alone(async () => {
    const { folder: had, ...source } = await sourceById(services.store, id);
    const kept = folder ?? had ?? '';
    const changed: Source = {
      ...source,
      ...(title === undefined ? {} : { title }),
      ...(kept === '' ? {} : { folder: kept }),
    };
    await services.store.commit({ sources: [changed] });
    return changed;
  });
}
