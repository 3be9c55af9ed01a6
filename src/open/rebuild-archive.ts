import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  type LeavesBack,
  publishedLeaves,
  putLeavesBack,
  type RebuildReport,
  recoverCaptures,
  replayCaptures,
  settleRewrites,
  settleUnknownRewrites,
} from '../archive/index.ts';
import { ArchiveError, errorFrom } from '../model/index.ts';
import type { Store } from '../store/index.ts';
import {
  beginRebuilding,
  holdArchive,
  openSqliteStore,
  putInForce,
  type Rebuilding,
} from '../store/sqlite/index.ts';
import { type CapturePlace, folderOf } from '../warc/index.ts';
import { capturesOf } from './captures-of.ts';
import { ledgerPlace } from './ledger-place.ts';
import { checkMade, setTornTailAside } from './made-catalogue.ts';
import { rebuiltInDatabase } from './rebuild-in-database.ts';
import type { RebuildOptions, Rebuilt } from './rebuild-options.ts';
import { workerOf } from './worker-of.ts';

/**
 * Makes an archive's catalogue again of its captures, with today's extractor, and puts it in the place
 * of the one before in one step; until then that stays in force, however the work ends. What no
 * capture tells is taken over from it, if it can be read; if not, the ledger's leaves are read back from what was
 * published of it. Throws ArchiveError: `not-found` without captures, `conflict` while another process
 * captures, `corrupt` at a damaged record, at a damaged ledger that is to be read back, or when the
 * catalogue made contradicts itself. In a database it is made where nothing is yet, and nothing is taken
 * over: `conflict` where anything is.
 */
export async function rebuildArchive(options: RebuildOptions): Promise<Rebuilt> {
  const { folder } = options;
  if (options.bucket === undefined && !existsSync(join(folder, 'captures'))) {
    throw new ArchiveError(
      'not-found',
      `${folder}: there are no captures here to make a catalogue of; name the folder that holds them with --archive.`,
    );
  }
  await mkdir(join(folder, 'captures'), { recursive: true });
  const hold = holdArchive(
    folder,
    `process ${options.pid ?? process.pid} (${options.holder ?? 'backissue rebuild'})`,
    options.waitMs ?? 10_000,
  );
  try {
    return await (options.database === undefined
      ? rebuilt(options)
      : rebuiltInDatabase(options, options.database));
  } catch (error) {
    throw errorFrom(error, folder);
  } finally {
    hold.release();
  }
}

async function rebuilt(options: RebuildOptions): Promise<Rebuilt> {
  const file = join(options.folder, 'backissue.sqlite');
  const { bucket, folder, readImported, siteRules, worker } = options;
  const before = await catalogueBefore(file);
  const captures = capturesOf(folder, bucket, before);
  const revisitDays = options.revisitDays ?? 30;
  // Before hours of work: a ledger that is damaged stops it.
  const published =
    before === undefined ? await publishedLeaves(ledgerPlace(options.folder)) : undefined;
  const making = await beginMaking(
    file,
    { captures, revisitDays, siteRules, bucket, worker },
    before,
  );
  let report: RebuildReport;
  let ledger: LeavesBack | undefined;
  try {
    report = await replayCaptures(
      {
        store: making.store,
        captures,
        revisitDays,
        sourcesStand: before !== undefined,
        ...(siteRules === undefined ? {} : { siteRules }),
        ...(readImported === undefined ? {} : { readImported }),
        ...(before === undefined
          ? {}
          : { sourceBefore: async (id: string) => (await before.capture(id))?.sourceId }),
      },
      options,
    );
    await making.carryOver();
    if (published !== undefined) {
      const means = { store: making.store, captures, now: options.now() };
      ledger = await putLeavesBack(means, published);
    }
    await checkMade(making.store, file);
  } catch (error) {
    await making.discard();
    await before?.close();
    throw error;
  }
  await making.seal();
  const was = await before?.stats();
  await before?.close();
  putInForce(file, options.keep ?? false);
  if (ledger !== undefined) return { ...report, ledger };
  if (was === undefined) return report;
  return { ...report, before: { articles: was.articles, revisions: was.revisions } };
}

/** The catalogue in force, brought together with the captures; undefined where there is none that can
 * be read. */
async function catalogueBefore(file: string): Promise<Store | undefined> {
  if (!existsSync(file)) return undefined;
  try {
    const store = await openSqliteStore({ file });
    if ((await store.check()).every(({ kind }) => kind !== 'damaged-database')) return store;
    await store.close();
    return undefined;
  } catch (error) {
    const { code } = errorFrom(error, file);
    if (code === 'corrupt') return undefined;
    throw error;
  }
}

async function beginMaking(
  file: string,
  how: { readonly captures: CapturePlace; readonly revisitDays: number } & Pick<
    RebuildOptions,
    'siteRules' | 'bucket' | 'worker'
  >,
  before: Store | undefined,
): Promise<Rebuilding> {
  const { captures, bucket } = how;
  const uploads = bucket && { discard: async (one: string) => void (await bucket.remove(one)) };
  try {
    if (before === undefined) {
      await settleUnknownRewrites({ captures, uploads });
      await setTornTailAside(folderOf(captures));
    } else {
      const worker = workerOf(dirname(file), how.worker, false);
      await settleRewrites({ store: before, captures, uploads, worker });
      await recoverCaptures({ store: before, ...how });
    }
    return await beginRebuilding(file, before === undefined ? undefined : file);
  } catch (error) {
    await before?.close();
    throw error;
  }
}
