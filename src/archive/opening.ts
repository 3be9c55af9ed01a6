import type { ArchiveError } from '../model/index.ts';
import type { WarcFile } from '../store/index.ts';
import { fileNamed, type WarcWriter } from '../warc/index.ts';
import { bucketAway } from './away.ts';
import { checkClock } from './clock-apart.ts';
import { servicesOf } from './make-services.ts';
import { forgetUnfollowed } from './mirrors/mirror-turn.ts';
import { recoverCaptures } from './recover.ts';
import { settleRewrites } from './rewrite-captures.ts';
import type { ArchiveOptions, Services } from './services.ts';

/** What captures are written with, and why what a crash left behind could not be taken in yet: the bucket is away. */
interface Opened {
  readonly warc: WarcWriter | undefined;
  readonly away?: ArchiveError;
}

/**
 * Holds this machine's clock against the database's, takes in what a crash left behind, then opens the writer where the last file ends; in a new file while the bucket, which
 * may be asked for that, is away and waited for (`outlasts`).
 */
export async function writerAfterRecovery(options: ArchiveOptions): Promise<Opened> {
  if (options.openWarc === undefined) return { warc: undefined };
  await checkClock(options);
  const services = servicesOf(options, undefined);
  const away = await unlessAway(options, services, async () => {
    await settleRewrites(services);
    await recoverCaptures(services);
  });
  // Who reads one that is unfollowed meanwhile throws its repository away; he may have died before.
  await forgetUnfollowed(services);
  // Where one process works alone, any lease is that of one that died; others' end by time.
  if (options.shared !== true) await options.store.releasePolls();
  if (away !== undefined) return { warc: await options.openWarc(undefined), away };
  const last = (await options.store.warcFiles()).findLast(mayGrow(options));
  return { warc: await options.openWarc(last) };
}

/** Works; gives the fault of a bucket that is away, where that is waited for. Throws any other. */
export async function unlessAway(
  { outlasts = false }: Pick<ArchiveOptions, 'outlasts'>,
  services: Pick<Services, 'uploads'>,
  work: () => Promise<void>,
): Promise<ArchiveError | undefined> {
  try {
    await work();
    return undefined;
  } catch (thrown) {
    const away = bucketAway(services, thrown);
    if (away === undefined || !outlasts) throw thrown;
    return away;
  }
}

/** Whether a file may be gone on with: what lies in a bucket stays as it is, and what another worker has
 * is its own. */
const mayGrow =
  ({ worker }: ArchiveOptions) =>
  ({ file, uploaded }: WarcFile): boolean =>
    uploaded === undefined && (worker === undefined || fileNamed(file)?.worker === worker);
