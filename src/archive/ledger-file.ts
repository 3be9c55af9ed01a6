import { join } from 'node:path';
import { readIfThere } from '../ledger/index.ts';
import { ArchiveError } from '../model/index.ts';
import { parseTilePath } from '../tlog/index.ts';

/** A file of the published ledger. */
export interface LedgerFile {
  /** `note`: the checkpoint, which changes, and the key. `tile`: never has other bytes. `record`: neither, but may go. */
  readonly kind: 'note' | 'tile' | 'record';
  readonly bytes: Uint8Array;
}

const handOver = /^handover\/[0-9a-f]{8}$/;
const recordShape = /^record\/([0-9a-f]{2})\/\1[0-9a-f]{62}\.json$/;

/**
 * The file at a path below the ledger's folder, as `tile/0/000`; undefined for one that is not there,
 * and for any path that no file of a ledger has, so that nothing else can be asked for.
 */
export async function ledgerFile(
  folder: string | undefined,
  path: string,
): Promise<LedgerFile | undefined> {
  const kind = kindOf(path);
  if (folder === undefined || kind === undefined) return undefined;
  const bytes = await readIfThere(join(folder, path));
  return bytes && { kind, bytes };
}

function kindOf(path: string): LedgerFile['kind'] | undefined {
  if (path === 'checkpoint' || path === 'vkey' || handOver.test(path)) return 'note';
  if (recordShape.test(path)) return 'record';
  try {
    parseTilePath(path);
    return 'tile';
  } catch (thrown) {
    if (thrown instanceof ArchiveError) return undefined;
    throw thrown;
  }
}
