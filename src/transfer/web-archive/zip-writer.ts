import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { errorFrom } from '../../model/index.ts';

/** What a file in a ZIP came to. */
export interface Zipped {
  readonly path: string;
  readonly bytes: number;
  /** SHA-256, hexadecimal. */
  readonly sha256: string;
}

/** Writes a ZIP file, one file in it after another. */
export interface ZipWriter {
  /** Adds a file of these bytes, when those before are written; settles when the last was taken. */
  add(path: string, bytes: AsyncIterable<Uint8Array>): Promise<Zipped>;
  /** Ends the ZIP; it lies whole on disk then. */
  end(): Promise<void>;
  /** Gives up: the file is left as it is. */
  abort(): void;
}

/** One moment for every file, in any time zone: the earliest that a ZIP can tell. */
const noTime = { mtime: new Date(1980, 0, 1), forceDosTimestamp: true };

/**
 * Begins a ZIP (ZIP64 where it must be) at a path. All is stored, not compressed: the same input gives
 * the same bytes, and a reader can fetch any part of any file in it by range.
 */
export function openZipWriter(target: string): ZipWriter {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  const written = pipeline(output, createWriteStream(target));
  written.catch(() => undefined); // Told by whoever waits for it below.
  const failed = new Promise<never>((_, reject) => {
    zip.on('error', reject);
    written.catch(reject);
  });
  failed.catch(() => undefined);
  const add = (path: string, bytes: AsyncIterable<Uint8Array>) =>
    new Promise<Zipped>((resolve, reject) => {
      const stream = Readable.from(counted(path, bytes, resolve), { objectMode: false });
      stream.on('error', (error) => {
        output.destroy();
        reject(error);
      });
      zip.addReadStreamLazy(path, { ...noTime, mode: 0o100644, compress: false }, (give) =>
        give(null, stream),
      );
    });
  return {
    add: (path, bytes) => guarded(target, Promise.race([add(path, bytes), failed])),
    end: () => {
      zip.end();
      return guarded(target, Promise.race([written, failed]));
    },
    abort: () => void output.destroy(),
  };
}

async function guarded<Result>(target: string, work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (thrown) {
    throw errorFrom(thrown, target);
  }
}

async function* counted(
  path: string,
  bytes: AsyncIterable<Uint8Array>,
  done: (zipped: Zipped) => void,
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  let length = 0;
  for await (const part of bytes) {
    hash.update(part);
    length += part.length;
    yield part;
  }
  done({ path, bytes: length, sha256: hash.digest('hex') });
}
