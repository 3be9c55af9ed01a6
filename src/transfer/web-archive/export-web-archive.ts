import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Archive, CaptureCopies, CopyQuery, Failure } from '../../archive/index.ts';
import { ArchiveError, errorFrom } from '../../model/index.ts';
import { outletSlug } from '../news-repository/index.ts';
import { type Selected, type Selection, selected, selectionsOf } from './selection.ts';
import { warcParts } from './warc-parts.ts';
import { type WaczOptions, writeWacz } from './write-wacz.ts';
import { liesThere, noteWritten, readWritten } from './written-files.ts';

export interface WebArchiveOptions extends CopyQuery, Omit<WaczOptions, 'maxBytes'> {
  readonly format: 'wacz' | 'warc';
  readonly by?: 'month';
  /** Bytes after which a WARC file is left for a new one; default 1 GB. */
  readonly maxBytes?: number;
  /** Of months: see Choice. */
  readonly mostBytes?: number;
  /** What names of files begin with, in place of `backissue` or the source; may be empty with months. */
  readonly name?: string;
  /** The folder in which it is remembered what was written; unset: the same. */
  readonly memory?: string;
}

/** A file that stands as it should. */
export interface WebArchiveFile {
  readonly name: string;
  readonly bytes: number;
}

export interface WebArchiveReport {
  /** Files that now stand as they should. */
  readonly files: number;
  readonly written: number;
  readonly unchanged: number;
  /** In what was written: captures, and pages of articles among them. */
  readonly captures: number;
  readonly pages: number;
  readonly failed: readonly Failure[];
  /** All files, in order. */
  readonly standing: readonly WebArchiveFile[];
  /** Names of those that were written. */
  readonly writtenNames: readonly string[];
}

interface Made {
  readonly names: readonly string[];
  readonly captures: number;
  readonly pages: number;
}

/** What the bytes of a file hang on besides its captures; to be raised when the writer changes. */
const writer = 1;

/**
 * Writes the captures of an archive into a folder, as WACZ or as WARC files: one, or one for each month
 * of capture. Records are copied as they lie. Every file replays by itself: what its pages and
 * revisits need of other months or sources is in it too. The same captures give the same bytes, and
 * files whose captures are the same are left as they are; files of captures that are gone go. Throws
 * `not-found` when there are none.
 */
export async function exportWebArchive(
  archive: Archive,
  folder: string,
  options: WebArchiveOptions,
): Promise<WebArchiveReport> {
  const copies = archive.copies();
  try {
    const query = queryOf(options);
    const name = options.name ?? (await nameOf(archive, options.sourceId));
    const { by, mostBytes, memory = folder } = options;
    const choice = { ...query, name, ...(by && { by }), ...(mostBytes && { mostBytes }) };
    const selections = await selectionsOf(copies, choice, saltOf(options));
    if (selections.length === 0) {
      await removeEmptied(folder, await readWritten(memory), selections, {
        ...options,
        name,
        memory,
      });
      throw new ArchiveError(
        'not-found',
        'No capture is in the archive that was asked for, so there is nothing to export.',
      );
    }
    await mkdir(folder, { recursive: true });
    return await writeAll(copies, folder, selections, { ...options, name, memory });
  } catch (thrown) {
    throw errorFrom(thrown, folder);
  } finally {
    await copies.close();
  }
}

const queryOf = ({ sourceId, since, until }: CopyQuery): CopyQuery => ({
  ...(sourceId === undefined ? {} : { sourceId }),
  ...(since === undefined ? {} : { since }),
  ...(until === undefined ? {} : { until }),
});

async function nameOf(archive: Archive, sourceId: string | undefined): Promise<string> {
  if (sourceId === undefined) return 'backissue';
  const { source } = await archive.source(sourceId);
  return outletSlug(source.title);
}

const saltOf = ({ format, title, software, text, maxBytes }: WebArchiveOptions): string =>
  `${JSON.stringify([writer, format, title, software, text, maxBytes ?? null])}\n`;

async function writeAll(
  copies: CaptureCopies,
  folder: string,
  selections: readonly Selection[],
  options: Named,
): Promise<WebArchiveReport> {
  const known = await readWritten(options.memory);
  await removeEmptied(folder, known, selections, options);
  const report = { files: 0, written: 0, unchanged: 0, captures: 0, pages: 0 };
  const failed: Failure[] = [];
  const writtenNames: string[] = [];
  for (const selection of selections) {
    const key = `${selection.name}.${options.format}`;
    const before = known.get(key);
    if (before?.of === selection.of && (await liesThere(folder, before))) {
      report.unchanged += Object.keys(before.files).length;
      continue;
    }
    const failures = failed.length;
    const made = await writeOne(copies, folder, selection, options, failed);
    report.written += made.names.length;
    writtenNames.push(...made.names);
    report.captures += made.captures;
    report.pages += made.pages;
    await removeOthers(folder, Object.keys(before?.files ?? {}), made.names);
    const files: Record<string, number> = {};
    for (const name of made.names) files[name] = (await stat(join(folder, name))).size;
    // What lacks a capture is not what was asked for: the next export tries it again.
    known.set(key, { of: failures === failed.length ? selection.of : '', files });
    await noteWritten(options.memory, known);
  }
  const standing = selections.flatMap(({ name }) =>
    Object.entries(known.get(`${name}.${options.format}`)?.files ?? {}).map(([file, bytes]) => ({
      ...{ name: file, bytes },
    })),
  );
  const files = report.written + report.unchanged;
  return { ...report, files, failed, standing, writtenNames };
}

/** Options with the name that all files of an export begin with. */
type Named = WebArchiveOptions & { readonly name: string; readonly memory: string };

/** What nothing is left of, since it was taken down, has no file any more: a month, or all. */
async function removeEmptied(
  folder: string,
  known: Awaited<ReturnType<typeof readWritten>>,
  selections: readonly Selection[],
  { by, format, since, until, name, memory }: Named,
): Promise<void> {
  if (since !== undefined || until !== undefined) return;
  const wanted = new Set(selections.map((one) => `${one.name}.${format}`));
  const time = new RegExp(`^-?\\d{4}-\\d\\d(?:-\\d\\d(?:T\\d\\d)?)?\\.${format}$`);
  for (const [key, { files }] of known) {
    const rest = key.startsWith(name) ? key.slice(name.length) : '';
    const isOfIt = by === undefined ? rest === `.${format}` : time.test(rest);
    if (!isOfIt || wanted.has(key)) continue;
    await removeOthers(folder, Object.keys(files), []);
    known.delete(key);
    await noteWritten(memory, known);
  }
}

async function removeOthers(
  folder: string,
  before: readonly string[],
  now: readonly string[],
): Promise<void> {
  const gone = before.filter((name) => !now.includes(name) && !/[\\/]/.test(name));
  for (const name of gone) await rm(join(folder, name), { force: true });
}

function writeOne(
  copies: CaptureCopies,
  folder: string,
  selection: Selection,
  options: WebArchiveOptions,
  failed: Failure[],
): Promise<Made> {
  const captures = selected(copies, queryOf(selection), (capture, { code, message }) =>
    failed.push({ url: capture.askedUrl, code, message }),
  );
  return options.format === 'wacz'
    ? writeOneWacz(folder, selection, captures, options)
    : writeWarcs(folder, selection, captures, options);
}

const gigabyte = 1_000_000_000;
const temporary = '.backissue-export.tmp';

async function writeOneWacz(
  folder: string,
  { name }: Selection,
  captures: AsyncGenerator<Selected>,
  options: WebArchiveOptions,
): Promise<Made> {
  const draft = join(folder, temporary);
  const time = /(?:^|-)(\d{4}-\d\d(?:-\d\d(?:T\d\d)?)?)$/.exec(name)?.[1];
  const title = options.by === undefined ? options.title : `${options.title}, ${time}`;
  try {
    const counts = await writeWacz(draft, captures, { maxBytes: gigabyte, ...options, title });
    if (counts.captures === 0) return { names: [], ...counts };
    await rename(draft, join(folder, `${name}.wacz`));
    return { names: [`${name}.wacz`], ...counts };
  } finally {
    await rm(draft, { force: true });
  }
}

async function writeWarcs(
  folder: string,
  { name }: Selection,
  captures: AsyncGenerator<Selected>,
  options: WebArchiveOptions,
): Promise<Made> {
  const draft = join(folder, temporary);
  const names: string[] = [];
  const counts = { captures: 0, pages: 0 };
  const parts = warcParts(captures, {
    software: options.software,
    maxBytes: options.maxBytes ?? gigabyte,
    name: (part) => `${name}-${String(part).padStart(5, '0')}.warc.gz`,
    place: async ({ records, page }, record) => {
      if (record !== records[0].record) return;
      counts.captures += 1;
      counts.pages += page === undefined ? 0 : 1;
    },
  });
  try {
    for await (const { filename, bytes } of parts) {
      await pipeline(Readable.from(bytes, { objectMode: false }), createWriteStream(draft));
      await rename(draft, join(folder, filename));
      names.push(filename);
    }
  } finally {
    await rm(draft, { force: true });
  }
  return { names, ...counts };
}
