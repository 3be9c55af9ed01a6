import { ArchiveError, instant, type Source } from '../../model/index.ts';
import type { KeptLedger } from '../../replica/index.ts';
import { parseVerifierKey } from '../../tlog/index.ts';
import { decide } from '../decide.ts';
import { sourceId } from '../identity.ts';
import type { Services } from '../services.ts';
import type { ArchiveAbout } from './about-note.ts';
import { keptAbout } from './kept-about.ts';
import { keptLedgers } from './kept-ledgers.ts';
import { keptOf } from './mirror-logs.ts';

/**
 * Follows here what the archive of a mirror follows itself, by the list that it signed last: its captures end,
 * ours go on under our own key, in the same outlets. What is followed here already stays as it is. Gives
 * the sources that are followed from now on. `mirror`: the id of its source, or of a kept ledger. Throws
 * ArchiveError: `not-found` for neither, `conflict` before it told what it follows.
 */
export async function takeOver(
  services: Services,
  mirror: string,
  { allowPrivate = false }: { readonly allowPrivate?: boolean },
): Promise<readonly Source[]> {
  const about = await keptAbout(await keptNamed(services, mirror));
  if (about === undefined) {
    const says = `${mirror}: its archive has not told yet what it follows; fetch it first, or follow its outlets one by one.`;
    throw new ArchiveError('conflict', says);
  }
  return await decide(services, (deciding) => followAll(deciding, about, allowPrivate));
}

async function followAll(
  services: Services,
  about: ArchiveAbout,
  allowPrivate: boolean,
): Promise<readonly Source[]> {
  const { store } = services;
  const now = instant(services.now());
  const taken: Source[] = [];
  for (const { isFollowed, ...named } of about.sources) {
    const told = { ...named, id: sourceId(named.url) };
    const known = (await store.source(told.id)) ?? (await store.source(named.id));
    if (!isFollowed || told.kind === 'import' || known?.state === 'followed') continue;
    taken.push({
      ...{ ...told, body: 'page', followedAt: now },
      ...known,
      ...{ state: 'followed', allowPrivate: known?.allowPrivate === true || allowPrivate },
    });
  }
  const polls = taken.map(({ id }) => ({
    sourceId: id,
    nextPollAt: now,
    failures: 0,
    warnings: [],
  }));
  await store.commit({ sources: taken, polls });
  return taken;
}

/** The kept ledger of a mirror's source, or one by the beginning of its id or the name of its log. */
async function keptNamed(services: Services, named: string): Promise<KeptLedger> {
  const source = await services.store.source(named);
  if (source?.key !== undefined) return await keptOf(services, await parseVerifierKey(source.key));
  const kept = await keptLedgers(services);
  const [found, other] = kept.filter(({ id, origin }) => id.startsWith(named) || origin === named);
  if (found !== undefined && other === undefined) {
    return await keptOf(services, await parseVerifierKey(found.vkey));
  }
  const ids = kept.map(({ id, origin }) => `${id.slice(0, 8)} (${origin})`).join(', ');
  throw new ArchiveError(
    'not-found',
    `${named}: no one mirror or kept ledger is named so; there are ${ids || 'none'}, and backissue sources lists mirrors.`,
  );
}
