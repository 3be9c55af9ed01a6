import type { Locator, Now } from '../model/index.ts';
import { ArchiveError, errorFrom, instant } from '../model/index.ts';
import { formatRecord } from './format-record.ts';
import { packMember } from './gzip-member.ts';
import { OpenWarc } from './open-warc.ts';
import type { WarcRecord } from './warc-record.ts';
import { warcinfoRecord } from './warcinfo-record.ts';

export interface WarcWriterOptions {
  /** The captures folder; made when needed. */
  readonly folder: string;
  readonly now: Now;
  /** Name and version for the warcinfo record. */
  readonly software: string;
  /** Of several workers for one catalogue or bucket, the one whose files these are: it stands in their
   * names (`isWorkerName`); unset: it is alone. */
  readonly worker?: string;
  /** Bytes after which a file is left for a new one; default 1 GB. */
  readonly maxBytes?: number;
  /** Goes on with this file if it is exactly that long and not full. */
  readonly resume?: { readonly file: string; readonly length: number };
}

/** Appends records. One writer a folder at a time: the caller sees to that. */
export interface WarcWriter {
  /**
   * Appends records in order, all of them to one file and in one write, and says where they lie.
   * They are with the operating system then, not yet durable: `flush`. Appends may overlap; they
   * are written in the order of the calls. When writing fails (disk full, read-only, …) the file
   * is cut back to its last good length, the error names it, and this writer refuses all further
   * appends and flushes: open a new one. A record that cannot be written as WARC
   * (ArchiveError `invalid`) harms nothing: none of its append is written.
   */
  append(records: readonly WarcRecord[]): Promise<Locator[]>;
  /** Makes all that was appended durable (fsync of file and, where new, folders). */
  flush(): Promise<void>;
  /** Makes all durable and leaves the file: the next append begins a new one. */
  leave(): Promise<void>;
  /** The file written last and its good length; nothing before the first append. */
  readonly position: { readonly file: string; readonly length: number } | undefined;
  /** Flushes and closes. A second call does nothing. */
  close(): Promise<void>;
}

/**
 * Opens a writer of `YYYY/MM/backissue-<UTC 14 digits>-<serial 5 digits>.warc.gz` files below the
 * folder (`…-<worker>.warc.gz` where there are several); time is that of the file's start. No file is made before the first append. Every file
 * begins with a warcinfo record. A file is left when it has `maxBytes` or more before an append, so
 * it ends up longer by one append at most. Throws ArchiveError when a file to resume cannot be read.
 */
export async function openWarcWriter(options: WarcWriterOptions): Promise<WarcWriter> {
  const { folder, resume, maxBytes = 1_000_000_000 } = options;
  const resumable = resume !== undefined && resume.length < maxBytes;
  const file = resumable ? await OpenWarc.resumed(folder, resume) : undefined;
  return new FileWarcWriter(options, maxBytes, file);
}

class FileWarcWriter implements WarcWriter {
  readonly #options: WarcWriterOptions;
  readonly #maxBytes: number;
  #file: OpenWarc | undefined;
  /** Settles when all that was asked before is done; never rejects. */
  #turn: Promise<unknown> = Promise.resolve();
  /** Set once for good: by a failed write or fsync, or by close. */
  #refusal: string | undefined;

  constructor(options: WarcWriterOptions, maxBytes: number, file: OpenWarc | undefined) {
    this.#options = options;
    this.#maxBytes = maxBytes;
    this.#file = file;
  }

  get position(): { readonly file: string; readonly length: number } | undefined {
    return this.#file === undefined || this.#file.length === 0
      ? undefined
      : { file: this.#file.file, length: this.#file.length };
  }

  append(records: readonly WarcRecord[]): Promise<Locator[]> {
    // Compression starts at once and beside the writing of what was appended before.
    const packed = packAll(records);
    packed.catch(() => undefined); // Told when its turn comes.
    return this.#inTurn(async () => {
      const members = await packed;
      return members.length === 0 ? [] : this.#guarded(() => this.#write(members));
    });
  }

  flush(): Promise<void> {
    return this.#inTurn(() => this.#guarded(async () => this.#file?.sync()));
  }

  leave(): Promise<void> {
    return this.#inTurn(() =>
      this.#guarded(async () => {
        await this.#file?.sync();
        await this.#file?.close();
        this.#file = undefined;
      }),
    );
  }

  close(): Promise<void> {
    return this.#inTurn(async () => {
      const file = this.#file;
      if (this.#refusal === undefined) await this.#guarded(async () => file?.sync());
      this.#refusal ??= 'the writer is closed; open another one';
      await file?.close();
    });
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined); // Told to the caller of this turn.
    return done;
  }

  /** Runs one step; a failure that may have harmed the file is the last thing this writer does. */
  async #guarded<T>(step: () => Promise<T>): Promise<T> {
    if (this.#refusal !== undefined) {
      throw new ArchiveError('internal', `${this.#options.folder}: ${this.#refusal}.`);
    }
    try {
      return await step();
    } catch (thrown) {
      this.#refusal = 'an earlier write failed; open the writer again';
      throw errorFrom(thrown, this.#options.folder);
    }
  }

  async #write(members: readonly Buffer[]): Promise<Locator[]> {
    const file = await this.#fileWithRoom();
    const first = file.length === 0 ? [await this.#warcinfo(file)] : [];
    let offset = await file.append(Buffer.concat([...first, ...members]));
    for (const member of first) offset += member.length;
    return members.map(({ length }) => {
      const locator = { file: file.file, offset, length };
      offset += length;
      return locator;
    });
  }

  async #fileWithRoom(): Promise<OpenWarc> {
    const { folder, now, worker } = this.#options;
    const current = this.#file;
    if (current !== undefined && current.length < this.#maxBytes) return current;
    await current?.sync();
    const next = await OpenWarc.created(folder, now(), worker);
    await current?.close();
    this.#file = next;
    return next;
  }

  #warcinfo(file: OpenWarc): Promise<Buffer> {
    const date = instant(this.#options.now());
    return packMember(formatRecord(warcinfoRecord(file.name, date, this.#options.software)));
  }
}

/** As many as the thread pool has threads; more would only hold memory. */
const lanes = 4;

async function packAll(records: readonly WarcRecord[]): Promise<Buffer[]> {
  const members: Buffer[] = new Array(records.length);
  const rest = records.entries();
  const lane = async () => {
    for (const [at, record] of rest) {
      members[at] = await packMember(record.asItCame ?? formatRecord(record));
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return members;
}
