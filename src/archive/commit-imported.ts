import type { Capture } from '../model/index.ts';
import { sourcesNote } from './about.ts';
import type { Find } from './find.ts';
import type { ImportSources } from './import-sources.ts';
import { recordFinds, recording } from './record.ts';
import type { Services } from './services.ts';
import { joined, keepCaptures, keepNotes } from './write.ts';

/**
 * Puts a batch of an import on record in one commit: the sources that were made for it, its captures, durably, and
 * what `findsOf` makes of these. Gives how many were captured, and how many revisions came of it.
 */
export async function commitImported(
  services: Services,
  sources: ImportSources,
  drafts: Parameters<typeof keepCaptures>[1],
  findsOf: (captures: readonly Capture[]) => Promise<readonly Find[]> | readonly Find[],
): Promise<{ readonly captured: number; readonly revisions: number }> {
  const { store, now } = services;
  const made = sources.fresh();
  const noted = made.length === 0 ? {} : await keepNotes(services, [sourcesNote(made, now())]);
  const { captures, change } = await keepCaptures(services, drafts);
  const finds = await findsOf(captures);
  const { change: found, recorded } = await recordFinds(store, finds, recording(services, now()));
  await store.commit([noted, change, found, { sources: made }].reduce(joined, {}));
  sources.onRecord(made);
  return {
    captured: captures.length,
    revisions: recorded.filter(({ outcome }) => outcome !== 'unchanged').length,
  };
}
