import { rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ArchiveError, errorFrom, type Instant } from '../../model/index.ts';
import { byCodeUnit } from './code-unit-order.ts';
import { type ExportOutlet, ExportOutlets } from './export-outlets.ts';
import { type ExportRecord, formatRecord, readRecord, recordPath } from './export-record.ts';
import { formatFileName } from './file-name.ts';
import { formatListPage, formatReadme } from './list-page.ts';
import { outletFolderName } from './outlets.ts';
import { ensureFolder, fileExists, putFile, sameFile, throwIfHopeless } from './put-file.ts';

export interface ExportFile {
  readonly outlet: ExportOutlet;
  readonly slot: number;
  readonly title: string;
  readonly publishedAt: Instant;
  /** The file's content; asked for only when it is needed. */
  readonly bytes: () => Promise<Uint8Array>;
}

export interface WriteOptions {
  readonly readmeTitle: string;
  /**
   * Whether the file at this path is known to hold what it should, so that it is neither fetched
   * nor compared. A missing file is written all the same.
   */
  readonly unchanged?: (path: string, file: ExportFile) => boolean | Promise<boolean>;
}

export interface WriteFailure {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

export interface WriteResult {
  /** Article files that now stand as they should: written and unchanged ones. */
  readonly files: number;
  readonly written: number;
  readonly unchanged: number;
  /** Article files of an earlier export that left the archive. */
  readonly removed: number;
  readonly failed: readonly WriteFailure[];
  /** All paths written or removed, list pages and README among them; sorted. */
  readonly changedPaths: readonly string[];
}

interface Tally {
  written: number;
  unchanged: number;
  removed: number;
  readonly failed: WriteFailure[];
  readonly changedPaths: string[];
}

/**
 * Writes a news repository: articles as they come, then list pages, README and the record of what
 * was written. Only what differs is written; files that are not the export's own are never removed.
 * A file that fails is named and the rest goes on; a full or read-only disk ends the export with an
 * `internal` error. Holds for each outlet the slots and 300 titles, whatever the number of files.
 */
export async function writeNewsRepository(
  folder: string,
  files: AsyncIterable<ExportFile>,
  options: WriteOptions,
): Promise<WriteResult> {
  const tally: Tally = { written: 0, unchanged: 0, removed: 0, failed: [], changedPaths: [] };
  const outlets = new ExportOutlets();
  const former = await readRecord(folder);
  const folders = new Set<string>();
  for await (const file of files) {
    await writeArticle(folder, file, options, { tally, outlets, folders });
  }
  await writePages(folder, options.readmeTitle, former, { tally, outlets });
  return {
    ...tally,
    files: tally.written + tally.unchanged,
    changedPaths: tally.changedPaths.sort(byCodeUnit),
  };
}

interface Desk {
  readonly tally: Tally;
  readonly outlets: ExportOutlets;
}

async function writeArticle(
  folder: string,
  file: ExportFile,
  options: WriteOptions,
  desk: Desk & { readonly folders: Set<string> },
): Promise<void> {
  const { tally, outlets, folders } = desk;
  let path: string | undefined;
  try {
    path = outlets.place(file.outlet, file.slot);
    await prepare(folder, dirname(path), folders);
    const wrote = await putArticle(folder, path, file, options);
    tally[wrote ? 'written' : 'unchanged'] += 1;
    if (wrote) tally.changedPaths.push(path);
    outlets.list(file.outlet, file.slot, path, file.title, file.publishedAt);
  } catch (thrown) {
    const named = path ?? placeless(file);
    throwIfHopeless(thrown, join(folder, named));
    const { code, message } = errorFrom(thrown, named);
    tally.failed.push({ path: named, code, message });
    if (path !== undefined) await keepOrRelease(folder, path, file, outlets);
  }
}

/** What a file that got no path is called in the report. */
function placeless({ outlet, slot }: ExportFile): string {
  return `articles/${outletFolderName(outlet.folder)}/${String(slot).padStart(7, '0')}.md`;
}

async function prepare(folder: string, path: string, folders: Set<string>): Promise<void> {
  if (folders.has(path)) return;
  await ensureFolder(folder, path);
  folders.add(path);
}

async function putArticle(
  folder: string,
  path: string,
  file: ExportFile,
  options: WriteOptions,
): Promise<boolean> {
  const known = (await options.unchanged?.(path, file)) ?? false;
  if (known && (await fileExists(join(folder, path)))) return false;
  return putFile(folder, path, await file.bytes());
}

/** What an earlier export wrote stays where today's version of it cannot be had. */
async function keepOrRelease(
  folder: string,
  path: string,
  file: ExportFile,
  outlets: ExportOutlets,
): Promise<void> {
  if (await fileExists(join(folder, path))) {
    outlets.list(file.outlet, file.slot, path, file.title, file.publishedAt);
  } else outlets.release(file.outlet, file.slot);
}

async function writePages(
  folder: string,
  readmeTitle: string,
  former: ExportRecord,
  { tally, outlets }: Desk,
): Promise<void> {
  const pages = outlets.listPages();
  const record = { articles: outlets.slots(), lists: new Set(pages.map((page) => page.path)) };
  const put = async (path: string, text: string) => {
    if (await putFile(folder, path, Buffer.from(text))) tally.changedPaths.push(path);
  };
  try {
    await ensureFolder(folder, 'lists');
    for (const page of pages) await put(page.path, formatListPage(page.title, page.entries));
    await removeFormer(folder, former, record, { tally, outlets });
    await put('README.md', formatReadme(readmeTitle, pages));
    await put(recordPath, formatRecord(record));
  } catch (thrown) {
    throw thrown instanceof ArchiveError ? thrown : errorFrom(thrown, folder);
  }
}

async function removeFormer(
  folder: string,
  former: ExportRecord,
  record: ExportRecord,
  { tally, outlets }: Desk,
): Promise<void> {
  for (const [name, slots] of former.articles) {
    const kept = record.articles.get(name);
    for (const slot of slots) {
      if (!kept?.has(slot)) await removeArticle(folder, name, slot, { tally, outlets });
    }
    if (kept === undefined) await removeIfEmpty(join(folder, 'articles', name));
  }
  const pages = new Set([...record.lists].map((path) => path.toLowerCase()));
  for (const path of former.lists) {
    if (!pages.has(path.toLowerCase())) await remove(folder, path, tally);
  }
}

async function removeArticle(
  folder: string,
  name: string,
  slot: number,
  { tally, outlets }: Desk,
): Promise<void> {
  const path = formatFileName(name, slot);
  // The same outlet in another case: on some disks its new file is this very file.
  const twin = formatFileName(outlets.folderLike(name) ?? name, slot);
  if (twin !== path && (await sameFile(join(folder, path), join(folder, twin)))) return;
  tally.removed += await remove(folder, path, tally);
}

async function remove(folder: string, path: string, tally: Tally): Promise<number> {
  if (!(await fileExists(join(folder, path)))) return 0;
  await rm(join(folder, path));
  tally.changedPaths.push(path);
  return 1;
}

async function removeIfEmpty(path: string): Promise<void> {
  await rmdir(path).catch((thrown: unknown) => {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : '';
    if (code !== 'ENOTEMPTY' && code !== 'ENOENT' && code !== 'EEXIST') throw thrown;
  });
}
