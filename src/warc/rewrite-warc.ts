import type { FileHandle } from 'node:fs/promises';
import { mkdir, rm } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { ArchiveError, errorFrom } from '../model/index.ts';
import { type CaptureFile, type CapturePlace, folderOf, withCaptures } from './capture-place.ts';
import { damage } from './damage.ts';
import { formatRecord } from './format-record.ts';
import { packMember } from './gzip-member.ts';
import { type Step, walkMembers } from './member-walk.ts';
import { openNew, syncFolder, writeWhole } from './open-file.ts';
import { warcPath } from './warc-path.ts';
import type { WarcRecord } from './warc-record.ts';

/** A file written anew under another name. */
export interface Rewritten {
  /** In bytes. */
  readonly length: number;
  /** Records that are not as they were. */
  readonly changed: number;
  /** Where the record lies now that lay at each offset. */
  readonly moved: ReadonlyMap<number, { readonly offset: number; readonly length: number }>;
}

/** The name a file gets when it is written anew: it sorts where the file did. */
export function replacementName(file: string): string {
  const [, stem = file, number = '0'] = /^(.*?)(?:-r(\d+))?\.warc\.gz$/.exec(file) ?? [];
  return `${stem}-r${Number(number) + 1}.warc.gz`;
}

/**
 * Writes the first `length` bytes of a file anew as `replacement`, durably, in the place's folder, every record as `replace`
 * gives it; for undefined its very bytes are copied. The file itself is not touched. A replacement
 * that is there already, of an earlier try, is written over. Holds one record at a time. Throws
 * ArchiveError: `corrupt` at a damaged record (nothing is left then), and what the disk throws.
 */
export async function rewriteWarc(
  place: CapturePlace,
  { file, length }: { readonly file: string; readonly length: number },
  replacement: string,
  replace: (record: WarcRecord) => Promise<WarcRecord | undefined>,
): Promise<Rewritten> {
  const path = warcPath(folderOf(place), replacement);
  await mkdir(dirname(path), { recursive: true });
  await rm(path, { force: true });
  const target = await openNew(path);
  if (target === undefined) {
    throw new ArchiveError('conflict', `${path}: somebody else writes it; try again.`);
  }
  try {
    const rewritten = await withCaptures(place, file, (source) =>
      copied({ source, target, length, file, replacement }, replace),
    );
    await target.sync();
    await syncFolder(dirname(path));
    return rewritten;
  } catch (thrown) {
    await rm(path, { force: true });
    throw errorFrom(thrown, path);
  } finally {
    await target.close();
  }
}

interface Copying {
  readonly source: CaptureFile;
  readonly target: FileHandle;
  readonly length: number;
  readonly file: string;
  readonly replacement: string;
}

async function copied(
  copying: Copying,
  replace: (record: WarcRecord) => Promise<WarcRecord | undefined>,
): Promise<Rewritten> {
  const { source, target, file, length } = copying;
  const moved = new Map<number, { offset: number; length: number }>();
  let [end, changed, read] = [0, 0, 0];
  for await (const step of walkMembers(source, length, 0, source.ahead)) {
    if (step.parsed.is === 'flaw') throw damage(file, step.offset, step.parsed.flaw);
    const record = await replaced(step, copying, replace);
    const bytes = record === undefined ? step.bytes : await packMember(formatRecord(record));
    if (record !== undefined && record.type !== 'warcinfo') changed += 1;
    await writeWhole(target, bytes, end);
    moved.set(step.offset, { offset: end, length: bytes.length });
    end += bytes.length;
    read = step.offset + step.length;
  }
  if (read < length) throw damage(file, read, `the file ends there, ${length} bytes are on record`);
  return { length: end, changed, moved };
}

/** The record to be written; undefined: as it stands. A warcinfo names the file it is in. */
async function replaced(
  { parsed }: Step,
  { replacement }: Copying,
  replace: (record: WarcRecord) => Promise<WarcRecord | undefined>,
): Promise<WarcRecord | undefined> {
  if (parsed.is !== 'record') return undefined;
  const { record } = parsed;
  if (record.type !== 'warcinfo') return await replace(record);
  const name = basename(replacement);
  const headers = record.headers.map(([field, value]) =>
    /^WARC-Filename$/i.test(field) ? ([field, name] as const) : ([field, value] as const),
  );
  return { ...record, headers };
}

/** Takes a file away, durably; one that is not there is no fault. */
export async function discardFile(folder: string, file: string): Promise<void> {
  const path = warcPath(folder, file);
  try {
    await rm(path, { force: true });
    await syncFolder(dirname(path));
  } catch (thrown) {
    throw errorFrom(thrown, path);
  }
}
