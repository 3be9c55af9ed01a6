import { copyFile, lstat, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ArchiveError, errorFrom } from '../model/index.ts';
import { writeChanged } from './write-changed.ts';

const checkpointFile = 'checkpoint';
/** Names the time stamps there are. */
const listFile = 'stamp/list';

/** Where a ledger is copied to. */
interface LedgerCopy {
  /** Path of the copy from the site's root. */
  readonly into: string;
  /** The checkpoint that the copy gets; unset: none yet. */
  readonly checkpoint: Buffer | undefined;
  /** Files of the copy that others write. */
  readonly beside?: readonly string[];
}

/** The checkpoint of the ledger in a folder; undefined where it has none. */
export async function checkpointOf(ledger: string): Promise<Buffer | undefined> {
  return await ifThere(readFile(join(ledger, checkpointFile)), ledger);
}

/**
 * Copies the folder of a ledger beside the pages as it is, with a checkpoint that was read before, last:
 * whoever reads meanwhile finds whatever the checkpoint speaks of, though the ledger grows. Then what the ledger
 * no longer has goes: records that were taken down, partial tiles that a full one replaced. Gives the paths
 * of the site that were written or removed. Throws ArchiveError `refused` where something else is in the way.
 */
export async function copyLedger(
  ledger: string,
  folder: string,
  { into, checkpoint, beside = [] }: LedgerCopy,
): Promise<readonly string[]> {
  const changed = new Set<string>();
  const names = await copyFiles(ledger, folder, into, changed);
  if (checkpoint === undefined) return [...changed];
  const path = `${into}/${checkpointFile}`;
  for (const one of await writeChanged(folder, path, checkpoint)) changed.add(one);
  const kept = [...names, ...beside, checkpointFile];
  for (const name of await removedBut(kept, join(folder, into))) changed.add(`${into}/${name}`);
  return [...changed];
}

/** Copies all but the checkpoint; gives the names of what is there. What went meanwhile has something else in its
 * place, as a full tile in a partial one's: the folder is looked at again. */
async function copyFiles(
  ledger: string,
  folder: string,
  into: string,
  changed: Set<string>,
): Promise<readonly string[]> {
  for (;;) {
    // Before it is known what files there are, so that the copy of the list names none that came later.
    if ((await copied(ledger, listFile, join(folder, into, listFile))) === 'written') {
      changed.add(`${into}/${listFile}`);
    }
    const all = await filesIn(ledger);
    const names = all.filter((name) => name !== checkpointFile && !name.startsWith('copying/'));
    let isWhole = true;
    for (const name of names.filter((one) => one !== listFile)) {
      const outcome = await copied(ledger, name, join(folder, into, name));
      if (outcome === 'written') changed.add(`${into}/${name}`);
      isWhole &&= outcome !== 'gone';
    }
    if (isWhole) return names;
  }
}

/** Removes the files that are not of these names. */
async function removedBut(names: readonly string[], copy: string): Promise<string[]> {
  const kept = new Set(names);
  const stale = (await filesIn(copy)).filter((name) => !kept.has(name));
  for (const name of stale) await rm(join(copy, name));
  return stale;
}

async function filesIn(ledger: string): Promise<string[]> {
  const entries = await entriesBelow(ledger);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(ledger, '.').length + 1))
    .sort();
}

const entriesBelow = async (folder: string) =>
  (await ifThere(readdir(folder, { recursive: true, withFileTypes: true }), folder)) ?? [];

/** Undefined where there is no such file or folder. */
async function ifThere<T>(reading: Promise<T>, path: string): Promise<T | undefined> {
  try {
    return await reading;
  } catch (thrown) {
    const error = errorFrom(thrown, path);
    if (error.code === 'not-found') return undefined;
    throw error;
  }
}

/** What lies in its folders is named by what it holds or by how much of the log it is, and stays as it was written;
 * but stamps become more, and one may get what it waited for. */
const mayChange = (name: string): boolean => !name.includes('/') || name.startsWith('stamp/');

async function copied(
  ledger: string,
  name: string,
  to: string,
): Promise<'written' | 'same' | 'gone'> {
  const there = await ifThere(lstat(to), to);
  if (there !== undefined && !there.isFile()) {
    throw new ArchiveError('refused', `${to} is no file; move it away to export there.`);
  }
  const from = join(ledger, name);
  const source = await ifThere(lstat(from), from);
  if (source === undefined) return 'gone';
  if (there !== undefined && there.size === source.size) {
    if (!mayChange(name) || (await readFile(to)).equals(await readFile(from))) return 'same';
  }
  await mkdir(dirname(to), { recursive: true });
  const isThere = await ifThere(
    copyFile(from, `${to}.tmp`).then(() => true),
    from,
  );
  if (isThere === undefined) return 'gone';
  await rename(`${to}.tmp`, to);
  return 'written';
}
