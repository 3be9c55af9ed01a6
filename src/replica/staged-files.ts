import { access, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { LedgerFiles } from '../audit/index.ts';
import { readIfThere, syncFolder, writeDurably } from '../ledger/index.ts';

/** Where in a kept ledger's folder lies what is on its way. */
export const copyingFolder = 'copying';

/** Tiles, bundles and what proves a change of keys on their way into a kept ledger: they lie apart until all of them are verified, and
 * what an interrupted copy has brought is not asked for again. */
export interface StagedFiles extends LedgerFiles {
  /** Those of these paths that are neither kept nor on their way. */
  missing(paths: readonly string[]): Promise<readonly string[]>;
  /** Puts verified ones in their place, durably. */
  settle(paths: readonly string[]): Promise<void>;
  /** Throws away what is on its way. */
  drop(): Promise<void>;
}

/** `remote` has what is not here. */
export function stagedFiles(folder: string, remote: LedgerFiles): StagedFiles {
  const at = (path: string) => join(folder, copyingFolder, path);
  const here = async (path: string) =>
    (await readIfThere(join(folder, path))) ?? (await readIfThere(at(path)));
  const drop = () => rm(join(folder, copyingFolder), { recursive: true, force: true });
  return {
    drop,
    async read(path) {
      const known = await here(path);
      if (known !== undefined) return known;
      const bytes = await remote.read(path);
      if (bytes !== undefined) await writeDurably(at(path), bytes);
      return bytes;
    },
    async missing(paths) {
      const found = await Promise.all(paths.map(async (path) => (await here(path)) !== undefined));
      return paths.filter((_, index) => found[index] !== true);
    },
    async settle(paths) {
      const folders = new Set<string>();
      for (const path of paths) {
        if (!(await isThere(at(path)))) continue;
        const to = join(folder, path);
        await mkdir(dirname(to), { recursive: true });
        await rename(at(path), to);
        for (let one = dirname(to); one.length >= folder.length; one = dirname(one)) {
          folders.add(one);
        }
      }
      for (const one of folders) await syncFolder(one);
      await drop();
    },
  };
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
