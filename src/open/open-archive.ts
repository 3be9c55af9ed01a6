import { join } from 'node:path';
import {
  type Archive,
  type ArchiveOptions,
  capturesElsewhere,
  createArchive,
  type LedgerPlace,
  type UploadOptions,
} from '../archive/index.ts';
import { type BrowserOptions, createBrowser } from '../browser/index.ts';
import { createHttpClient, type HttpOptions } from '../http/index.ts';
import { errorFrom } from '../model/index.ts';
import type { Store } from '../store/index.ts';
import { holdArchive } from '../store/sqlite/index.ts';
import { openWarcWriter } from '../warc/index.ts';
import { type LedgerWish, ledgerPlace } from './ledger-place.ts';
import { type ArchivePlace, openCatalogue, prepareFolder } from './open-catalogue.ts';
import { processName } from './process-name.ts';
import { turnsOf } from './turns.ts';
import { workerOf } from './worker-of.ts';

/** How an archive is opened. */
export interface OpenOptions
  extends ArchivePlace,
    Pick<
      ArchiveOptions,
      | 'now'
      | 'checksClock'
      | 'delay'
      | 'onEvent'
      | 'images'
      | 'pollSeconds'
      | 'revisitDays'
      | 'webhook'
      | 'siteRules'
      | 'publicUrl'
      | 'readerUrl'
      | 'environment'
      | 'outlasts'
    >,
    Pick<
      HttpOptions,
      'hostGapMs' | 'timeoutMs' | 'robots' | 'lookup' | 'maxConcurrent' | 'proxy' | 'http2'
    > {
  /**
   * `read`: nothing is written. `edit`: the catalogue only (following), beside a process that
   * captures. `capture`: everything; one process at a time in a folder. The folder is made unless it is
   * `read`.
   */
  readonly mode: 'read' | 'edit' | 'capture';
  /** Sent as User-Agent; should hold a contact. */
  readonly userAgent: string;
  /** What others are told of this process while it holds the archive, e.g. `backissue serve`. */
  readonly holder?: string;
  /** How long to wait for another process that holds the archive, in ms; default 10000. */
  readonly waitMs?: number;
  readonly pid?: number;
  /** Bytes after which a capture file is left for a new one; default 1 GB. */
  readonly captureBytes?: number;
  /** The bucket that capture files are uploaded to, and when; unset: they stay in the folder. */
  readonly uploads?: UploadOptions;
  /** This worker's name in the names of its capture files, where there is a bucket or a database; made unless
   * given. */
  readonly worker?: string;
  /** How the ledger is published, below the archive's folder; unset: it is kept in the catalogue alone. */
  readonly ledger?: LedgerWish;
  /** The browser that shows pages of sources that need it; by itself it is looked for. */
  readonly browser?: BrowserOptions;
}

/**
 * Opens an archive. Throws ArchiveError: `not-found` when there is none to read, `conflict` when
 * another process captures into it, `internal` when the folder or the database cannot be used.
 */
export async function openArchive(options: OpenOptions): Promise<Archive> {
  const { folder, mode } = options;
  const access = mode === 'read' ? 'read' : 'write';
  prepareFolder(options, access);
  const hold =
    mode === 'capture' ? holdArchive(folder, () => saysOf(options), waitMsOf(options)) : undefined;
  try {
    const store = await openCatalogue(options, access, workerIn(options));
    const archive = await overStore(options, store).catch(async (error: unknown) => {
      await Promise.allSettled([store.close()]);
      throw error;
    });
    return hold === undefined
      ? archive
      : { ...archive, close: () => archive.close().finally(() => hold.release()) };
  } catch (error) {
    hold?.release();
    throw errorFrom(error, folder);
  }
}

const waitMsOf = ({ waitMs = 10_000 }: OpenOptions): number => waitMs;

/** What others are told of who holds an archive: of one that works with others, the worker's name too. */
function saysOf(options: OpenOptions): string {
  const { pid = process.pid, holder = 'backissue' } = options;
  const worker = workerIn(options);
  return `process ${pid} (${holder})${worker === undefined ? '' : `, worker ${worker}`}`;
}

const isShared = ({ uploads, database }: OpenOptions): boolean =>
  uploads !== undefined || database !== undefined;

/** Whose folder it is, where captures or catalogue are shared. */
const workerIn = (options: OpenOptions): string | undefined =>
  isShared(options)
    ? workerOf(options.folder, options.worker, options.mode === 'capture')
    : undefined;

/** The archive over its open catalogue; what is opened here is closed where the rest fails. */
async function overStore(options: OpenOptions, store: Store): Promise<Archive> {
  const { folder, uploads, mode, pid } = options;
  const captures = join(folder, 'captures');
  const worker = workerIn(options);
  const openWarc: ArchiveOptions['openWarc'] = (last) =>
    openWarcWriter({
      folder: captures,
      now: options.now,
      software: 'backissue',
      ...(worker === undefined ? {} : { worker }),
      ...(options.captureBytes === undefined ? {} : { maxBytes: options.captureBytes }),
      ...(last === undefined ? {} : { resume: last }),
    });
  const http = createHttpClient(httpOptions(options, store));
  const { ledger, worker: _given, ...rest } = options;
  const elsewhere = capturesElsewhere(uploads?.bucket, store);
  try {
    return await createArchive({
      ...rest,
      ...(ledger === undefined ? {} : { ledger: ledgerOf(options, ledger) }),
      holder: processName(worker, pid),
      shared: options.database !== undefined,
      turns: turnsOf(() => saysOf(options), waitMsOf(options)),
      store,
      http,
      browser: createBrowser(options.browser),
      captures: isShared(options) ? { folder: captures, elsewhere } : captures,
      ...(worker === undefined ? {} : { worker }),
      ...(mode === 'capture' ? { openWarc } : {}),
    });
  } catch (error) {
    await Promise.allSettled([http.close()]);
    throw error;
  }
}

const ledgerOf = ({ folder, database }: OpenOptions, wish: LedgerWish): LedgerPlace => ({
  ...ledgerPlace(folder, wish),
  shared: database !== undefined,
});

/** Where several workers share a catalogue, they agree there on when a host is asked. */
function httpOptions(options: OpenOptions, store: Store): HttpOptions {
  const { delay, ...rest } = options;
  const isGated = options.database !== undefined && options.mode !== 'read';
  const gate: HttpOptions['gate'] = { enter: store.claimHost, leave: store.leaveHost };
  const { signal } = new AbortController();
  return {
    ...rest,
    ...(delay === undefined ? {} : { delay: (ms) => delay(ms, signal) }),
    ...(isGated ? { gate } : {}),
  };
}
