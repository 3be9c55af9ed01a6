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
import { workerName } from './worker-name.ts';
import { workerOf } from './worker-of.ts';

/** How an archive is opened. */
export interface OpenOptions
  extends ArchivePlace,
    Pick<
      ArchiveOptions,
      | 'now'
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
  const holder = workerName(options.pid);
  const hold =
    mode === 'capture'
      ? holdArchive(folder, saysOf(options, holder), options.waitMs ?? 10_000)
      : undefined;
  try {
    const store = await openCatalogue(options, access);
    const archive = await overStore(options, store, holder).catch(async (error: unknown) => {
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

/** What others are told of who holds an archive: of one that works with others, its name among them too. */
function saysOf(
  { pid = process.pid, holder = 'backissue', database }: OpenOptions,
  worker: string,
) {
  return `process ${pid} (${holder})${database === undefined ? '' : `, worker ${worker}`}`;
}

/** The archive over its open catalogue; what is opened here is closed where the rest fails. */
async function overStore(options: OpenOptions, store: Store, holder: string): Promise<Archive> {
  const { folder, uploads, mode } = options;
  const captures = join(folder, 'captures');
  const isShared = uploads !== undefined || options.database !== undefined;
  const worker = isShared ? workerOf(folder, options.worker, mode === 'capture') : undefined;
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
      holder,
      shared: options.database !== undefined,
      store,
      http,
      browser: createBrowser(options.browser),
      captures: isShared ? { folder: captures, elsewhere } : captures,
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
  const isShared = options.database !== undefined && options.mode !== 'read';
  const gate: HttpOptions['gate'] = { enter: store.claimHost, leave: store.leaveHost };
  const { signal } = new AbortController();
  return {
    ...rest,
    ...(delay === undefined ? {} : { delay: (ms) => delay(ms, signal) }),
    ...(isShared ? { gate } : {}),
  };
}
