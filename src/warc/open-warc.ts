import { type FileHandle, mkdir, open, readdir, rm } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { ArchiveError, errorFrom, instant } from '../model/index.ts';
import { fileStem, isOfWritingAnew } from './file-name.ts';
import { openNew, syncFolder, writeWhole } from './open-file.ts';
import { warcPath } from './warc-path.ts';

/** A WARC file open for appending; whatever fails, the file is left with its good length. */
export class OpenWarc {
  /** Relative to the captures folder. */
  readonly file: string;
  readonly #path: string;
  readonly #handle: FileHandle;
  /** Folders whose entries are not durable yet, innermost first. */
  #newIn: readonly string[];
  #length: number;
  #synced: boolean;

  private constructor(
    folder: string,
    file: string,
    handle: FileHandle,
    state: { readonly length: number; readonly newIn: readonly string[] },
  ) {
    this.file = file;
    this.#path = warcPath(folder, file);
    this.#handle = handle;
    this.#newIn = state.newIn;
    this.#length = state.length;
    this.#synced = false;
  }

  /** A new file named by the time, under a serial that is not taken: not by a file that was written anew
   * under another name either, which would be taken for this one's replacement. */
  static async created(folder: string, now: number, worker?: string): Promise<OpenWarc> {
    const stamp = instant(now).replaceAll(/[-:T]|\..*/g, '');
    const month = `${stamp.slice(0, 4)}/${stamp.slice(4, 6)}`;
    const path = resolve(folder, month);
    try {
      const newIn = changedFolders(path, await mkdir(path, { recursive: true }));
      const names = await readdir(path);
      for (let serial = 0; serial < 100_000; serial += 1) {
        const stem = fileStem(stamp, serial, worker);
        if (names.some((name) => isOfWritingAnew(name, stem))) continue;
        const file = `${month}/${stem}.warc.gz`;
        const handle = await openNew(warcPath(folder, file));
        if (handle !== undefined) return new OpenWarc(folder, file, handle, { length: 0, newIn });
      }
    } catch (thrown) {
      throw errorFrom(thrown, path);
    }
    throw new ArchiveError('conflict', `${path}: all names for ${stamp} are taken; try again.`);
  }

  /** A file of an earlier writer, if it is exactly that long. */
  static async resumed(
    folder: string,
    { file, length }: { readonly file: string; readonly length: number },
  ): Promise<OpenWarc | undefined> {
    const path = warcPath(folder, file);
    try {
      const handle = await open(path, 'r+');
      const { size } = await handle.stat();
      if (size === length) return new OpenWarc(folder, file, handle, { length, newIn: [] });
      await handle.close();
      return undefined;
    } catch (thrown) {
      const error = errorFrom(thrown, path);
      if (error.code === 'not-found') return undefined;
      throw error;
    }
  }

  /** The last part of the path. */
  get name(): string {
    return basename(this.file);
  }

  /** Bytes of whole records. */
  get length(): number {
    return this.#length;
  }

  /** Appends bytes and gives their offset; when that fails, cuts the file back first. */
  async append(bytes: Uint8Array): Promise<number> {
    const offset = this.#length;
    try {
      this.#synced = false;
      await writeWhole(this.#handle, bytes, offset);
    } catch (thrown) {
      throw await this.#cutBack(thrown);
    }
    this.#length = offset + bytes.length;
    return offset;
  }

  /** Makes what was appended durable, and the file's name with it. */
  async sync(): Promise<void> {
    if (this.#synced) return;
    try {
      await this.#handle.datasync();
      for (const folder of this.#newIn) await syncFolder(folder);
    } catch (thrown) {
      throw errorFrom(thrown, this.#path);
    }
    this.#newIn = [];
    this.#synced = true;
  }

  close(): Promise<void> {
    return this.#handle.close();
  }

  /** The error to throw for a failed write. */
  async #cutBack(thrown: unknown): Promise<ArchiveError> {
    const error = errorFrom(thrown, this.#path);
    try {
      if (this.#length === 0) await rm(this.#path);
      else await this.#handle.truncate(this.#length);
      return error;
    } catch (second) {
      const more = `${errorFrom(second, this.#path).message} Bytes after ${this.#length} are torn.`;
      return new ArchiveError(error.code, `${error.message} ${more}`, { cause: thrown });
    }
  }
}

/** The folders that got a new entry: the file's own, and those above the folders made for it. */
function changedFolders(path: string, firstMade: string | undefined): string[] {
  const changed = [path];
  if (firstMade === undefined) return changed;
  const highest = dirname(resolve(firstMade));
  for (let at = path; at !== highest && at !== dirname(at); at = dirname(at)) {
    changed.push(dirname(at));
  }
  return changed;
}
