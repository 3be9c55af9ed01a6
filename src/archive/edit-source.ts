import { ArchiveError, type BodyPolicy, instant, type Source } from '../model/index.ts';
import { decide } from './decide.ts';
import type { Services } from './services.ts';
import { sourceById } from './source-by-id.ts';

/** What may be changed of a source without asking it for anything. Unset: as before. */
export interface SourceChange {
  readonly title?: string;
  /** Empty: in no folder. */
  readonly folder?: string;
  readonly body?: BodyPolicy;
  /** Seconds between polls; `auto`: the source's own rhythm. */
  readonly pollSeconds?: number | 'auto';
}

/** Changes settings of a source; one that is not followed any more stays so. Throws ArchiveError
 * `not-found`. */
export async function editSource(
  services: Services,
  id: string,
  change: SourceChange,
): Promise<Source> {
  return await decide(services, async ({ store, now }) => {
    const before = await sourceById(store, id);
    const changed = changedBy(before, change);
    await store.commit({ sources: [changed] });
    if (before.pollSeconds !== changed.pollSeconds && changed.state === 'followed') {
      await store.hastenPoll(id, instant(now()));
    }
    return changed;
  });
}

function changedBy(
  { folder: had, pollSeconds: every, ...source }: Source,
  { title, folder, body, pollSeconds = every }: SourceChange,
): Source {
  const kept = folder ?? had ?? '';
  return {
    ...source,
    ...(title === undefined ? {} : { title }),
    ...(kept === '' ? {} : { folder: kept }),
    ...(body === undefined ? {} : { body }),
    ...(pollSeconds === undefined || pollSeconds === 'auto' ? {} : { pollSeconds }),
  };
}

/** Makes a source due now, ahead of its rhythm; its server is asked as politely as ever. Throws ArchiveError
 * `not-found`, and `conflict` for one that is not followed. */
export async function pollSoon(services: Services, id: string): Promise<Source> {
  const source = await sourceById(services.store, id);
  if (source.state !== 'followed') {
    const says = `${source.title}: it is not followed, so it is not polled; follow it again first.`;
    throw new ArchiveError('conflict', says);
  }
  await services.store.hastenPoll(id, instant(services.now()));
  return source;
}
