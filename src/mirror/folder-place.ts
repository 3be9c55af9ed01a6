import { copyFile, lstat, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ArchiveError, errorFrom } from '../model/index.ts';
import type { CopyPlace } from './copy.ts';
import { siteFiles } from './site-files.ts';

/** A copy in another folder: a stick, a share, what a web server serves. */
export function folderPlace(name: string, target: string): CopyPlace {
  return {
    ...{ name, address: `dir:${target}` },
    async lying({ paths }) {
      const files = await siteFiles(target, paths, new Map());
      return new Map(files.map((file) => [file.path, file]));
    },
    read: (path) => readFile(join(target, path)).catch(() => undefined),
    async send(folder, { send, remove }, done) {
      try {
        await mkdir(target, { recursive: true });
        for (const { path } of send) {
          const to = join(target, path);
          await ensureFolder(target, dirname(path));
          await copyFile(join(folder, path), `${to}.tmp`);
          await rename(`${to}.tmp`, to);
          done(path);
        }
        for (const path of remove) {
          await rm(join(target, path), { force: true });
          // Of who was killed while it was copied.
          await rm(join(target, `${path}.tmp`), { force: true });
          done(path);
        }
      } catch (thrown) {
        throw errorFrom(thrown, target);
      }
    },
  };
}

/** Makes a folder below another; nothing is written through a link. */
async function ensureFolder(root: string, path: string): Promise<void> {
  let at = root;
  for (const part of path.split('/').filter((one) => one !== '.')) {
    at = join(at, part);
    const found = await lstat(at).catch(() => undefined);
    if (found === undefined) await mkdir(at);
    else if (!found.isDirectory()) {
      throw new ArchiveError('refused', `${at} is no folder; move it away to copy there.`);
    }
  }
}
