import { type FileHandle, open, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Archive, Failure, ForeignCapture, ImportReport } from '../../archive/index.ts';
import { ArchiveError, errorFrom, type Url } from '../../model/index.ts';
import { readForeignWarc } from '../../warc/index.ts';
import { outletSlug } from '../news-repository/index.ts';
import { groupRecords, type ReadCapture } from './group-records.ts';
import { filesInZip, type StoredFile } from './zip-reader.ts';

const isWarc = (name: string): boolean => /\.w?arc(?:\.gz)?$/i.test(name);
const isWacz = (name: string): boolean => /\.wacz$/i.test(name);

/**
 * Brings in what another program archived: a WARC file (plain or gzip), a WACZ file, or a folder of
 * such. Each file is a source of its own, named for it. Records are kept as they came; pages that are
 * articles become articles. Doing it again imports only what is new. What is damaged is named in the
 * report and the rest goes on. Throws `not-found` for a path that is not there, `invalid` for what is
 * no such file.
 */
export async function importWebArchive(archive: Archive, path: string): Promise<ImportReport> {
  return await archive.importCaptures(capturesAt(path));
}

/** What a file is, told by its first bytes; undefined for neither. */
export async function webArchiveFormat(path: string): Promise<'warc' | 'wacz' | undefined> {
  return await withFile(path, async (handle) => {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(9), 0, 9, 0);
    const start = buffer.toString('latin1', 0, bytesRead);
    if (start.startsWith('PK\x03\x04')) return 'wacz';
    return ['WARC/', '\x1f\x8b', 'filedesc:'].some((magic) => start.startsWith(magic))
      ? 'warc'
      : undefined;
  });
}

async function* capturesAt(path: string): AsyncGenerator<ForeignCapture | Failure> {
  const found = await stat(path).catch((thrown: unknown) => {
    throw errorFrom(thrown, path);
  });
  if (!found.isDirectory()) {
    yield* capturesInFile(path);
    return;
  }
  const files = await filesBelow(path);
  if (files.length === 0) {
    throw new ArchiveError(
      'not-found',
      `${path}: no .warc, .warc.gz or .wacz file is in this folder; name one that has some.`,
    );
  }
  for (const file of files) {
    try {
      yield* capturesInFile(file);
    } catch (thrown) {
      // One file of many that is none: the others are read all the same.
      if (!(thrown instanceof ArchiveError) || thrown.code === 'internal') throw thrown;
      yield { url: file, code: thrown.code, message: thrown.message };
    }
  }
}

async function filesBelow(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true }).catch((thrown: unknown) => {
    throw errorFrom(thrown, folder);
  });
  return names
    .filter((name) => isWarc(name) || isWacz(name))
    .sort()
    .map((name) => join(folder, name));
}

async function* capturesInFile(path: string): AsyncGenerator<ForeignCapture | Failure> {
  if ((await webArchiveFormat(path)) !== 'wacz') {
    const handle = await open(path, 'r');
    try {
      const { size } = await handle.stat();
      yield* foreignCaptures({ path: '', size, source: handle }, path);
    } finally {
      await handle.close();
    }
    return;
  }
  let count = 0;
  for await (const file of filesInZip(path, (name) => /^archive\//.test(name) && isWarc(name))) {
    count += 1;
    if ('source' in file) yield* foreignCaptures(file, path);
    else {
      const within = join(path, file.path);
      yield { url: within, code: 'refused', message: `This file ${file.refused}.` };
    }
  }
  if (count > 0) return;
  throw new ArchiveError(
    'invalid',
    `${path} is no WACZ file: it has no WARC file in archive/; name a .warc, .warc.gz or .wacz file.`,
  );
}

async function* foreignCaptures(
  { source, size, path: inner }: StoredFile,
  path: string,
): AsyncGenerator<ForeignCapture | Failure> {
  const name = basename(path);
  const within = join(path, inner);
  const title = name.replace(/\.(?:gz|warc|wacz)$/gi, '').replace(/\.warc$/i, '');
  const outlet = { folder: outletSlug(title), title };
  for await (const capture of groupRecords(readForeignWarc(source, size, within))) {
    const at = `${within} at offset ${capture.offset}`;
    if (capture.is === 'flaw') yield { url: at, code: 'corrupt', message: flawOf(capture) };
    else {
      const [{ targetUri }] = capture.records;
      const url = webAddress(targetUri);
      // Names that no browser asks for (dns:, urn:, …) are of the crawler's own keeping.
      if (url === undefined) continue;
      const about = { format: 'warc', path: join(name, inner), offset: capture.offset };
      yield { path: at, outlet, url, records: capture.records, about };
    }
  }
}

function flawOf({ flaw, ends }: Extract<ReadCapture, { is: 'flaw' }>): string {
  const rest = ends === true ? 'what follows cannot be found' : 'the rest is read';
  return `This record is damaged: ${flaw}; ${rest}. Get the file again where it came from.`;
}

function webAddress(text: string | undefined): Url | undefined {
  if (text === undefined || !/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined;
  return new URL(text).href as Url;
}

async function withFile<Result>(
  path: string,
  work: (handle: FileHandle) => Promise<Result>,
): Promise<Result> {
  try {
    const handle = await open(path, 'r');
    return await work(handle).finally(() => handle.close());
  } catch (thrown) {
    throw errorFrom(thrown, path);
  }
}
