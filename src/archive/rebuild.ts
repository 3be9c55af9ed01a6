import { ArchiveError, type Instant, instant } from '../model/index.ts';
import type { Stats } from '../store/index.ts';
import { fileNamed, folderOf, listWarcFiles, scanWarc } from '../warc/index.ts';
import { removedDone, removedMark } from './index-removed.ts';
import { Replayer } from './replay.ts';
import type { ReplayMeans } from './replay-means.ts';

/** Sources whose state no catalogue before has told are due at once; all revisions brought along what they
 * took away. */
async function pollAll({ store }: ReplayMeans): Promise<void> {
  const known = new Set((await store.pollStates()).map(({ sourceId }) => sourceId));
  const polls = (await store.sources())
    .filter(({ id, kind }) => kind !== 'import' && !known.has(id))
    .map(({ id }) => ({ sourceId: id, nextPollAt: instant(0), failures: 0, warnings: [] }));
  await store.commit({ polls, marks: [{ name: removedMark, value: removedDone }] });
}

/** What making the catalogue again came to. */
export interface RebuildReport
  extends Pick<Stats, 'captures' | 'sources' | 'articles' | 'revisions' | 'absences'> {
  /** Capture files read. */
  readonly files: number;
  readonly records: number;
  /** Records of ours whose meaning cannot be read today: what they tell of is evidence alone. */
  readonly unread: number;
}

/** When a file was begun: it was uploaded after that. */
const begunAt = (file: string): Instant => instant(fileNamed(file)?.startedAt ?? 0);

export interface RebuildProgress {
  readonly file: string;
  readonly captures: number;
}

/** Records between two tellings. */
const tellEvery = 1000;

/**
 * Makes the catalogue in `means.store` of all captures in their order, with today's extractor. Memory
 * does not grow with their number. Throws `corrupt` at the first damaged record, and
 * `refused` when the signal ends it.
 */
export async function replayCaptures(
  means: ReplayMeans,
  options: {
    readonly onProgress?: (progress: RebuildProgress) => void;
    readonly signal?: AbortSignal;
  } = {},
): Promise<RebuildReport> {
  const replayer = new Replayer(means);
  const files = await listWarcFiles(means.captures);
  const here = new Set((await listWarcFiles(folderOf(means.captures))).map(({ file }) => file));
  let records = 0;
  for (const { file, length } of files) {
    for await (const { record, locator } of scanWarc(means.captures, file)) {
      await replayer.take(record, locator);
      records += 1;
      if (records % tellEvery === 0) {
        if (options.signal?.aborted) {
          throw new ArchiveError(
            'refused',
            'The rebuild was stopped; the catalogue before stays in force, rebuild again to begin anew.',
          );
        }
        options.onProgress?.({ file, captures: replayer.captures });
      }
    }
    await replayer.end({ warc: [{ file, length }] });
    // What lies in the folder too is compared with the bucket before that is relied on.
    if (!here.has(file)) await means.store.commit({ uploads: [{ file, at: begunAt(file) }] });
  }
  await pollAll(means);
  const { captures, sources, articles, revisions, absences } = await means.store.stats();
  const { unread } = replayer;
  return { files: files.length, records, unread, captures, sources, articles, revisions, absences };
}
