import { join } from 'node:path';
import { readIfThere } from '../ledger/index.ts';
import { ArchiveError } from '../model/index.ts';
import { isStampPath, parseTilePath } from '../tlog/index.ts';
import type { Services } from './services.ts';

/** A file of the published ledger. */
export interface LedgerFile {
  /**
   * `note`: the checkpoint, which changes, and the key. `tile`: never has other bytes. `record`: neither, but may go.
   * `stamp`: a time stamp, to which more may come.
   */
  readonly kind: 'note' | 'tile' | 'record' | 'stamp';
  readonly bytes: Uint8Array;
}

/** What only ledgers of others have: what their archives say of themselves, what was removed here, a proof of two
 * histories. */
const besideKept = /^(?:about|removed\.json|split-view\.json)$/;
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
  if (isStampPath(path)) return 'stamp';
  try {
    parseTilePath(path);
    return 'tile';
  } catch (thrown) {
    if (thrown instanceof ArchiveError) return undefined;
    throw thrown;
  }
}

/** The same of the ledgers of other archives, below the folder of all that are kept: `ID/tile/0/000`. */
export async function keptLedgerFile(
  { ledgers }: Pick<Services, 'ledgers'>,
  path: string,
): Promise<LedgerFile | undefined> {
  const [, id, name] = /^([0-9a-f]{32})\/(.+)$/.exec(path) ?? [];
  if (id === undefined || name === undefined) return undefined;
  if (!besideKept.test(name)) return await ledgerFile(join(ledgers, id), name);
  const bytes = await readIfThere(join(ledgers, id, name));
  return bytes && { kind: 'note', bytes };
}
