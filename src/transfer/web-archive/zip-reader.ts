import { type FileHandle, open } from 'node:fs/promises';
import { type Entry, fromFdPromise, type ZipFile } from 'yauzl';
import { ArchiveError } from '../../model/index.ts';
import type { ByteSource } from '../../warc/index.ts';

/** A file in a ZIP, to be read at any place. */
export interface StoredFile {
  readonly path: string;
  readonly size: number;
  readonly source: ByteSource;
}

/**
 * The files in a ZIP (ZIP64 too) whose paths are wanted, in the order of their paths, one after another.
 * Those that are compressed, which WACZ forbids for what is to be read by range, are given as refused.
 * Throws ArchiveError(`invalid`) for what is no ZIP, or a damaged one.
 */
export async function* filesInZip(
  path: string,
  isWanted: (path: string) => boolean,
): AsyncGenerator<StoredFile | { readonly path: string; readonly refused: string }> {
  const handle = await open(path, 'r');
  try {
    const zip = await opened(handle, path);
    const entries = (await entriesOf(zip, path)).filter(({ fileName }) => isWanted(fileName));
    entries.sort((one, other) => (one.fileName < other.fileName ? -1 : 1));
    for (const entry of entries) {
      if (entry.compressionMethod !== 0 || entry.isEncrypted()) {
        const refused = `is ${entry.isEncrypted() ? 'encrypted' : 'compressed'} within the ZIP; unpack it and import the folder`;
        yield { path: entry.fileName, refused };
        continue;
      }
      const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
      const size = entry.uncompressedSize;
      yield { path: entry.fileName, size, source: stretch(handle, fileDataStart, size) };
    }
  } finally {
    await handle.close();
  }
}

/** yauzl would close the file behind our back; its handle is ours. */
async function opened(handle: FileHandle, path: string): Promise<ZipFile> {
  try {
    return await fromFdPromise(handle.fd, { autoClose: false, lazyEntries: true });
  } catch (thrown) {
    throw damaged(path, thrown);
  }
}

async function entriesOf(zip: ZipFile, path: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  try {
    for await (const entry of zip.eachEntry()) entries.push(entry);
  } catch (thrown) {
    throw damaged(path, thrown);
  }
  return entries;
}

function damaged(path: string, thrown: unknown): ArchiveError {
  const said = thrown instanceof Error ? thrown.message : String(thrown);
  return new ArchiveError('invalid', `${path} is no whole ZIP file: ${said}; get it again.`, {
    cause: thrown,
  });
}

function stretch(handle: FileHandle, start: number, size: number): ByteSource {
  const read = (buffer: Buffer, offset: number, length: number, position: number) =>
    handle.read(buffer, offset, Math.max(0, Math.min(length, size - position)), start + position);
  return { read: read as ByteSource['read'] };
}
