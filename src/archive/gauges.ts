import { type Instant, instant } from '../model/index.ts';
import type { Gauges } from '../store/index.ts';
import { fileNamed } from '../warc/index.ts';
import type { Services } from './services.ts';
import { type Worker, workersOf } from './workers.ts';

/** How much there is and how sources fare, cheap enough to be asked every few seconds. */
export interface ArchiveGauges extends Gauges {
  readonly sources: {
    readonly well: number;
    /** Something is wrong, by their findings. */
    readonly troubled: number;
    /** The last poll failed, and no finding says more. */
    readonly failing: number;
    readonly unfollowed: number;
  };
  /** When the poll that is longest overdue, or comes next, is due. */
  readonly nextPollAt?: Instant;
  /** Where captures lie in a bucket: files of whatever worker that are not there yet, those being written among
   * them, and since when the oldest of them is written. */
  readonly notUploaded?: { readonly files: number; readonly since?: Instant };
  /** Who works on a shared catalogue just now; nobody where one process works alone. */
  readonly workers: readonly Worker[];
}

/** Goes through sources, never through articles or captures. */
export async function gaugesNow({ store, now, uploads }: Services): Promise<ArchiveGauges> {
  const polls = new Map((await store.pollStates()).map((poll) => [poll.sourceId, poll]));
  const sources = { well: 0, troubled: 0, failing: 0, unfollowed: 0 };
  for (const { id, state, kind } of await store.sources()) {
    const poll = polls.get(id);
    if (state !== 'followed') sources.unfollowed += 1;
    else if ((poll?.findings ?? []).length > 0) sources.troubled += 1;
    else if ((poll?.failures ?? 0) > 0 && kind !== 'import') sources.failing += 1;
    else sources.well += 1;
  }
  const next = await store.nextPollAt();
  const told = next === undefined ? {} : { nextPollAt: next };
  const workers = await workersOf({ store, now });
  return {
    ...(await store.gauges(instant(now()))),
    ...{ sources, workers, ...told },
    ...(uploads && { notUploaded: await notUploadedOf(store) }),
  };
}

async function notUploadedOf(
  store: Services['store'],
): Promise<NonNullable<ArchiveGauges['notUploaded']>> {
  const { files, oldest } = await store.notUploaded();
  const begun = oldest === undefined ? undefined : fileNamed(oldest)?.startedAt;
  return { files, ...(begun === undefined ? {} : { since: instant(begun) }) };
}
