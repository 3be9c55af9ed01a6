import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { ArchiveError, errorFrom, type Instant, instant, type Now } from '../model/index.ts';
import type { Store, WarcFile } from '../store/index.ts';
import {
  type CapturePlace,
  discardFile,
  fileNamed,
  folderOf,
  isLaterWriting,
  listWarcFiles,
  openCaptures,
  type WarcWriter,
} from '../warc/index.ts';
import { type CaptureBucket, readAtOnce } from './capture-bucket.ts';
import type { ArchiveEvent } from './events.ts';

/** How captures are brought into a bucket. */
export interface UploadOptions {
  readonly bucket: CaptureBucket;
  /** ms after its start when a capture file is left and uploaded; default 15 minutes. */
  readonly leaveAfterMs?: number;
  /** ms that a file stays in the folder after its upload; default one day. */
  readonly keepLocalMs?: number;
}

interface Means {
  readonly store: Store;
  readonly captures: CapturePlace;
  readonly warc: WarcWriter | undefined;
  readonly now: Now;
  readonly tell: (event: ArchiveEvent) => void;
}

const minute = 60_000;
const longestWait = 15 * minute;

/** Brings the capture files of this host into the bucket, one after the other, beside the capturing. */
export class CaptureUploads {
  readonly #how: UploadOptions;
  readonly #means: Means;
  readonly #stop = new AbortController();
  #turn: Promise<unknown> = Promise.resolve();
  #failures = 0;
  #running: Promise<void> | undefined;

  constructor(means: Means, how: UploadOptions) {
    this.#means = means;
    this.#how = how;
  }

  /** The moment, as it is put on record. */
  now(): Instant {
    return instant(this.#means.now());
  }

  get bucket(): CaptureBucket {
    return this.#how.bucket;
  }

  /** What a crash left is uploaded at once; then every minute what there is, later while it fails. */
  begin(delay: (ms: number, signal: AbortSignal) => Promise<void>): void {
    const { signal } = this.#stop;
    const run = async () => {
      while (!signal.aborted) {
        await this.round();
        await delay(Math.min(minute * 2 ** this.#failures, longestWait), signal);
      }
    };
    this.#running = run();
  }

  /** Leaves the file that is being written and uploads what is not in the bucket yet. Never throws: what
   * could not be uploaded is told, and is uploaded after the next start. */
  async end(): Promise<void> {
    this.#stop.abort();
    await this.#running;
    await this.round({ isLast: true });
  }

  /** No file is uploaded while this works, so that none is rewritten on its way. */
  alone<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => {}); // Told to who asked.
    return done;
  }

  /** Uploads what is due, and lets go of what has been in the bucket long enough. Never throws. A bucket
   * that is away ends the round. */
  async round({ isLast = false }: { readonly isLast?: boolean } = {}): Promise<void> {
    let at = folderOf(this.#means.captures);
    try {
      await this.#leave(isLast);
      for (const { file } of await listWarcFiles(at)) {
        if (this.#stop.signal.aborted && !isLast) return;
        at = file;
        await this.alone(() => this.#one(file));
      }
      this.#failures = 0;
    } catch (thrown) {
      this.#tellOf(at, thrown);
      this.#failures += 1;
    }
  }

  /** What fails for long is told now and then. */
  #tellOf(file: string, thrown: unknown): void {
    if (this.#failures % 8 !== 0) return;
    const { message } = errorFrom(thrown, file);
    const says = `${file} is not in ${this.bucket.name} yet, and stays here: ${message}`;
    this.#means.tell({ type: 'warning', url: file, message: says });
  }

  /** The file that is being written, once it is old enough that others should read what is in it. */
  async #leave(isLast: boolean): Promise<void> {
    const { warc, now } = this.#means;
    const current = warc?.position?.file;
    if (current === undefined) return;
    const startedAt = fileNamed(current)?.startedAt ?? 0;
    const isOld = startedAt + (this.#how.leaveAfterMs ?? 15 * minute) <= now();
    if (isLast || isOld) await warc?.leave();
  }

  async #one(file: string): Promise<void> {
    const { store, captures, now, warc } = this.#means;
    const folder = folderOf(captures);
    const known = await store.warcFile(file);
    if (known === undefined) return await this.#unknown(file);
    const length = await lengthOf(folder, file);
    if (known.uploaded !== undefined && length < known.length) return await this.#letGo(known);
    // A file that is longer than known has captures that are about to be put on record.
    if (file === warc?.position?.file || known.length !== length) return;
    if (known.uploaded === undefined) {
      await this.send(file, known.length);
      await store.commit({ uploads: [{ file, at: this.now() }] });
      this.#means.tell({ type: 'uploaded', file, bytes: known.length });
      return;
    }
    const keep = this.#how.keepLocalMs ?? 24 * 60 * minute;
    if (Date.parse(known.uploaded) + keep <= now()) await this.#letGo(known);
  }

  /** Begun just now, or written anew by another worker for a takedown: then this copy goes too. */
  async #unknown(file: string): Promise<void> {
    const { store, captures } = this.#means;
    if (isReplaced(file, await store.warcFiles())) await discardFile(folderOf(captures), file);
  }

  /** Its bytes are in the bucket: at once where it is shorter here, begun by who died while it wrote the file anew. */
  async #letGo({ file, length }: WarcFile): Promise<void> {
    const { store, captures } = this.#means;
    if ((await this.bucket.size(file)) === length) {
      return await discardFile(folderOf(captures), file);
    }
    await store.commit({ uploads: [{ file, at: undefined }] });
    throw new ArchiveError(
      'corrupt',
      `it was uploaded and is not there any more; it is sent again.`,
    );
  }

  /**
   * Puts a file of the folder into the bucket and reads all of it back: that alone shows that the bucket
   * gives the bytes it was given. What lies there whole already, of a try that was cut off, is not sent
   * again. Throws `corrupt` where other bytes come back.
   */
  async send(file: string, length: number): Promise<void> {
    const { bucket } = this;
    const path = `${folderOf(this.#means.captures)}/${file}`;
    const local = await digestIn(folderOf(this.#means.captures), file, length);
    const there = await bucket.size(file);
    if (there === length && (await digestOf(bucket, file, length)) === local) return;
    await bucket.putFile(file, path, 'application/warc');
    if ((await digestOf(bucket, file, length)) === local) return;
    throw new ArchiveError(
      'corrupt',
      `${file}: ${bucket.name} gives other bytes than it was given; it is sent again.`,
    );
  }

  /** Takes a file out of the bucket, and tells where the bucket keeps what it removes. */
  async discard(file: string): Promise<void> {
    const isKept = await this.bucket.remove(file);
    if (!isKept) return;
    const message = `${file} was deleted in ${this.bucket.name}, which keeps older versions: delete those there yourself.`;
    this.#means.tell({ type: 'warning', url: file, message });
  }
}

/** Whether a later writing of a file is on record, and so this one in force nowhere. */
export const isReplaced = (file: string, known: readonly WarcFile[]): boolean =>
  known.some((one) => isLaterWriting(one.file, file));

const lengthOf = async (folder: string, file: string): Promise<number> =>
  (await stat(`${folder}/${file}`)).size;

async function digestIn(folder: string, file: string, length: number): Promise<string> {
  const opened = await openCaptures(folder, file);
  try {
    const bytes = Buffer.alloc(Math.min(2 ** 20, Math.max(length, 1)));
    return await digested(length, async (at) => {
      const { bytesRead } = await opened.read(bytes, 0, Math.min(bytes.length, length - at), at);
      return bytes.subarray(0, bytesRead);
    });
  } finally {
    await opened.close();
  }
}

/** Of what the bucket gives back. */
const digestOf = (bucket: CaptureBucket, file: string, length: number): Promise<string> =>
  digested(length, async (at) => {
    const range = await bucket.range(file, at, Math.min(readAtOnce, length - at));
    return range?.size === length ? range.bytes : new Uint8Array();
  });

/** SHA-256 of so many bytes, read piece by piece; of fewer where they end. */
async function digested(
  length: number,
  read: (at: number) => Promise<Uint8Array>,
): Promise<string> {
  const hash = createHash('sha256');
  for (let at = 0; at < length; ) {
    const bytes = await read(at);
    if (bytes.length === 0) break;
    hash.update(bytes);
    at += bytes.length;
  }
  return hash.digest('hex');
}
