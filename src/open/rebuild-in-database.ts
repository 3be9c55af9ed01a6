import { join } from 'node:path';
import {
  publishedLeaves,
  putLeavesBack,
  replayCaptures,
  settleUnknownRewrites,
} from '../archive/index.ts';
import { ArchiveError, databaseName, optional } from '../model/index.ts';
import type { Store } from '../store/index.ts';
import { capturesOf } from './captures-of.ts';
import { ledgerPlace } from './ledger-place.ts';
import { checkMade, setTornTailAside } from './made-catalogue.ts';
import { madeMark } from './open-catalogue.ts';
import type { RebuildOptions, Rebuilt } from './rebuild-options.ts';

/**
 * Makes a catalogue of the captures in a folder in a database where there is none. A mark stands in it
 * until all is made: nobody opens what an interrupted rebuild left. Throws as `rebuildArchive`.
 */
export async function rebuiltInDatabase(
  options: RebuildOptions,
  database: string,
): Promise<Rebuilt> {
  const name = databaseName(database);
  const { openPostgresStore } = await import('../store/postgres/index.ts');
  const store = await openPostgresStore({ url: database });
  try {
    await refuseFilled(store, name);
    // Before hours of work: a ledger that is damaged stops it.
    const published = await publishedLeaves(ledgerPlace(options.folder));
    await store.commit({ marks: [{ name: madeMark, value: 'begun' }] });
    const { bucket, folder } = options;
    const captures = capturesOf(folder, bucket, undefined);
    const uploads = bucket && { discard: async (one: string) => void (await bucket.remove(one)) };
    await settleUnknownRewrites({ captures, uploads });
    await setTornTailAside(join(folder, 'captures'));
    const { readImported, siteRules, revisitDays = 30 } = options;
    const own = { ...optional('siteRules', siteRules), ...optional('readImported', readImported) };
    const report = await replayCaptures(
      { store, captures, revisitDays, sourcesStand: false, ...own },
      options,
    );
    const means = { store, captures, now: options.now() };
    const ledger = published && (await putLeavesBack(means, published));
    await checkMade(store, name);
    await store.commit({ marks: [{ name: madeMark, value: 'made' }] });
    return { ...report, ...optional('ledger', ledger) };
  } finally {
    await store.close();
  }
}

/** Users may be there: who may read is on no capture. */
async function refuseFilled(store: Store, name: string): Promise<void> {
  const { sources, captures, articles } = await store.stats();
  const isBegun = (await store.mark(madeMark)) === 'begun';
  if (!isBegun && sources + captures + articles === 0) return;
  throw new ArchiveError(
    'conflict',
    `${name}: a catalogue is made again where none is, and ${isBegun ? 'an earlier rebuild has not ended' : 'an archive is'} here; make another schema or database for it, or drop this one's.`,
  );
}
