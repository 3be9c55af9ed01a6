import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { errorFrom } from '../model/index.ts';
import type { AuditFiles } from './audit-captures.ts';

/**
 * The files of a folder (an archive's `captures`) and below, by name. Symbolic links are not
 * followed. A folder that cannot be read is an ArchiveError when it is listed.
 */
export function folderFiles(root: string): AuditFiles {
  return { list: () => below(root, ''), read: (path) => chunks(`${root}/${path}`) };
}

/** The files of two places; of one that is in both the first place's bytes. */
export function joinedFiles(first: AuditFiles, second: AuditFiles): AuditFiles {
  const own = new Set<string>();
  return {
    async *list() {
      for await (const path of first.list()) {
        own.add(path);
        yield path;
      }
      for await (const path of second.list()) if (!own.has(path)) yield path;
    },
    read: (path) => (own.has(path) ? first : second).read(path),
  };
}

async function* below(root: string, path: string): AsyncGenerator<string> {
  for (const { name, isFolder, isFile } of await entries(`${root}/${path}`)) {
    const at = path === '' ? name : `${path}/${name}`;
    if (isFolder) yield* below(root, at);
    else if (isFile) yield at;
  }
}

async function entries(folder: string) {
  try {
    const found = await readdir(folder, { withFileTypes: true });
    return found
      .map((entry) => ({
        name: entry.name,
        isFolder: entry.isDirectory(),
        isFile: entry.isFile(),
      }))
      .sort((one, other) => (one.name < other.name ? -1 : 1));
  } catch (thrown) {
    throw errorFrom(thrown, folder);
  }
}

async function* chunks(path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path, { highWaterMark: 2 ** 18 });
  } catch (thrown) {
    throw errorFrom(thrown, path);
  }
}
