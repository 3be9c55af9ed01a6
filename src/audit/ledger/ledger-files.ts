import { readFile } from 'node:fs/promises';
import { errorFrom } from '../../model/index.ts';

/** Where a ledger's files come from: a folder, a mirror on some host. */
export interface LedgerFiles {
  /**
   * The whole file at a path below the ledger's folder (`checkpoint`, `tile/0/000`); undefined where
   * there is none. Throws ArchiveError when it cannot be asked for.
   */
  read(path: string): Promise<Uint8Array | undefined>;
}

/** A ledger's files in a folder. */
export function ledgerFolder(folder: string): LedgerFiles {
  return { read: (path) => fileIfThere(`${folder}/${path}`) };
}

/** A file's bytes; undefined where there is none. Throws ArchiveError naming the path. */
export async function fileIfThere(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (thrown) {
    const error = errorFrom(thrown, path);
    if (error.code === 'not-found') return undefined;
    throw error;
  }
}
