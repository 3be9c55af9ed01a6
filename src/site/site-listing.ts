import { lstatSync, readdirSync } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { ArchiveError } from '../model/index.ts';
import { ownFiles, ownFolders } from './site-paths.ts';

/** A file as it lies in the folder of a site. */
export interface LyingFile {
  readonly size: number;
  /** ms since 1970; with the size it tells that nobody wrote it since. */
  readonly changedAt: number;
}

/** A path from the root of the site as one of the machine. */
type AtPath = readonly [path: string, full: string];

/**
 * The files at the places of ours, by their paths from the root of the site. A link is none: what is written
 * replaces it, and nothing goes through it. Throws ArchiveError `refused` where something else stands in the place of
 * a folder of ours.
 */
export async function lyingFiles(root: string): Promise<Map<string, LyingFile>> {
  const found = new Map<string, LyingFile>();
  for (const name of ownFiles) note(found, [name, join(root, name)]);
  for (const name of ownFolders) {
    const top = await lstat(join(root, name)).catch(() => undefined);
    if (top === undefined) continue;
    if (!top.isDirectory()) {
      throw new ArchiveError('refused', `${join(root, name)} is no folder; move it away.`);
    }
    const waiting: AtPath[] = [[name, join(root, name)]];
    for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
      waiting.push(...noteFolder(found, folder));
      // Asked for one by one in other threads, ten thousands of files take ten times as long.
      await turn();
    }
  }
  return found;
}

/** Notes the files of a folder; gives the folders in it. */
function noteFolder(found: Map<string, LyingFile>, [path, full]: AtPath): AtPath[] {
  const folders: AtPath[] = [];
  for (const entry of readdirSync(full, { withFileTypes: true })) {
    const at: AtPath = [`${path}/${entry.name}`, join(full, entry.name)];
    if (entry.isDirectory()) folders.push(at);
    else note(found, at);
  }
  return folders;
}

function note(found: Map<string, LyingFile>, [path, full]: AtPath): void {
  const lying = lyingFile(full);
  if (lying !== undefined) found.set(path, lying);
}

/** Undefined where there is none, or no file. */
export function lyingFile(full: string): LyingFile | undefined {
  const there = lstatSync(full, { throwIfNoEntry: false });
  return there?.isFile() === true ? { size: there.size, changedAt: there.mtimeMs } : undefined;
}
