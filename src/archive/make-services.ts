import { dirname, join } from 'node:path';
import { setTimeout as timer } from 'node:timers/promises';
import { sha256 } from '../digest/index.ts';
import { DatabaseAway } from '../store/index.ts';
import { folderOf, type WarcWriter } from '../warc/index.ts';
import { Blanks } from './blank.ts';
import { CaptureUploads } from './capture-uploads.ts';
import { hookUrl } from './hooks.ts';
import { keepLeases } from './lease-keeper.ts';
import { PageLog } from './page-log.ts';
import { checkPublicUrl } from './push.ts';
import { createRecorder } from './recorder.ts';
import type { ArchiveOptions, Services, Turns } from './services.ts';
import { Weather } from './weather.ts';
import { soleLeases } from './work-leases.ts';

const free = { release: () => {} };
const alwaysFree: Turns = { take: async () => free, takeIfFree: async () => free };

/** The parts of an archive as its rooms use them; `warc` is unset while nothing may be captured. */
export function servicesOf(
  options: ArchiveOptions,
  warc: WarcWriter | undefined,
  { publisher, witness }: Partial<Pick<Services, 'publisher' | 'witness'>> = {},
): Services {
  const alone = leavingWhatIsLost(oneAtATime(), warc);
  const tell = options.onEvent ?? (() => {});
  const now = options.now;
  const delay = options.delay ?? wait;
  if (options.webhook !== undefined) hookUrl(options.webhook.url);
  const holder = options.holder ?? 'this process';
  const polling = new Set<string>();
  const means = { store: options.store, holder, now, delay, polling };
  const services = {
    store: options.store,
    http: options.http,
    browser: options.browser,
    captures: options.captures,
    warc,
    uploads: uploadsOf(options, warc, tell),
    worker: options.worker,
    now,
    checksClock: options.checksClock ?? false,
    delay,
    publicUrl: options.publicUrl === undefined ? undefined : checkPublicUrl(options.publicUrl),
    readerUrl: readerUrlOf(options),
    holder,
    leases: options.shared === true ? keepLeases(means) : soleLeases,
    tell,
    webhook: options.webhook,
    siteRules: options.siteRules,
    images: options.images ?? true,
    pollSeconds: options.pollSeconds,
    revisitDays: options.revisitDays ?? 30,
    alone,
    jars: new Map(),
    pages: new PageLog(),
    weather: new Weather(),
    blanks: new Blanks(),
    imagesUnderWay: new Map(),
    polling,
    payloadOf: sha256,
    publisher,
    ledgers: join(dirname(folderOf(options.captures)), 'ledgers'),
    environment: options.environment ?? {},
    mirrorBytes: options.mirrorBytes ?? 2 ** 30,
    turns: options.turns ?? alwaysFree,
    witness,
    ledgerFolder: options.ledger?.folder,
    ledgerPlace: options.ledger,
  };
  return { ...services, record: createRecorder(services).record };
}

function uploadsOf(
  { store, captures, uploads, now }: ArchiveOptions,
  warc: WarcWriter | undefined,
  tell: Services['tell'],
): CaptureUploads | undefined {
  return uploads && new CaptureUploads({ store, captures, warc, now, tell }, uploads);
}

function readerUrlOf({ readerUrl, publicUrl }: ArchiveOptions): string | undefined {
  const url = readerUrl ?? publicUrl;
  return url === undefined ? undefined : checkPublicUrl(url).replace(/\/+$/, '');
}

/** A timer that a signal ends early. */
async function wait(ms: number, signal: AbortSignal): Promise<void> {
  await timer(ms, undefined, { signal }).catch(() => {});
}

/** Steps that leave the capture file where the database goes away in one: a later length of it on record would hide
 * what that step had written there. */
const leavingWhatIsLost =
  (alone: Services['alone'], warc: WarcWriter | undefined): Services['alone'] =>
  (step) =>
    alone(async () => {
      try {
        return await step();
      } catch (thrown) {
        if (thrown instanceof DatabaseAway) await warc?.leave();
        throw thrown;
      }
    });

function oneAtATime(): Services['alone'] {
  let last: Promise<unknown> = Promise.resolve();
  return (step) => {
    const turn = last.then(step);
    // The next step runs whether this one failed or not; who asked for this one hears of it.
    last = turn.catch(() => {});
    return turn;
  };
}
