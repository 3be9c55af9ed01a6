import { copyFile, lstat, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ArchiveError, errorFrom } from '../model/index.ts';

const checkpoint = 'checkpoint';

/**
 * Copies the folder of a ledger beside the pages (at `into`) as it is, its checkpoint last: whoever reads meanwhile
 * finds whatever the checkpoint speaks of. Then what the ledger no longer has goes: records that were taken down,
 * partial tiles that a full one replaced; `beside` stays. Gives the paths of the site that were written or
 * removed, and whether there is a checkpoint. Throws ArchiveError `refused` where something else is in the way.
 */
export async function copyLedger(
  ledger: string,
  folder: string,
  into = 'ledger',
  beside: readonly string[] = [],
): Promise<{ readonly changed: readonly string[]; readonly hasCheckpoint: boolean }> {
  const names = (await filesIn(ledger)).filter((name) => !name.startsWith('copying/'));
  const hasCheckpoint = names.includes(checkpoint);
  const ordered = [
    ...names.filter((name) => name !== checkpoint),
    ...(hasCheckpoint ? [checkpoint] : []),
  ];
  const changed: string[] = [];
  for (const name of ordered) {
    if (await copied(ledger, name, join(folder, into, name))) changed.push(`${into}/${name}`);
  }
  if (hasCheckpoint) {
    const stale = await removedBut([...names, ...beside], join(folder, into));
    changed.push(...stale.map((name) => `${into}/${name}`));
  }
  return { changed, hasCheckpoint };
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

async function entriesBelow(folder: string) {
  try {
    return await readdir(folder, { recursive: true, withFileTypes: true });
  } catch (thrown) {
    const error = errorFrom(thrown, folder);
    if (error.code === 'not-found') return [];
    throw error;
  }
}

/** What lies in its folders is named by what it holds or by how much of the log it is, and stays as it was written. */
const mayChange = (name: string): boolean => !name.includes('/');

async function copied(ledger: string, name: string, to: string): Promise<boolean> {
  const there = await lstat(to).catch(() => undefined);
  if (there !== undefined && !there.isFile()) {
    throw new ArchiveError('refused', `${to} is no file; move it away to export there.`);
  }
  const from = join(ledger, name);
  if (there !== undefined && there.size === (await lstat(from)).size) {
    if (!mayChange(name) || (await readFile(to)).equals(await readFile(from))) return false;
  }
  await mkdir(dirname(to), { recursive: true });
  await copyFile(from, `${to}.tmp`);
  await rename(`${to}.tmp`, to);
  return true;
}
