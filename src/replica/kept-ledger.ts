import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type KeyStep,
  keyChain,
  type LedgerFault,
  type LedgerFiles,
  ledgerFolder,
  recordPath,
} from '../audit/index.ts';
import { sha256 } from '../digest/index.ts';
import { readIfThere, writeDurably } from '../ledger/index.ts';
import {
  type Checkpoint,
  formatVerifierKey,
  openCheckpoint,
  type VerifierKey,
} from '../tlog/index.ts';

/** A fault in what is copied. */
export type HeldFault = LedgerFault;

/** The name of a log's folder: 32 hexadecimal digits of the digest of its key. */
export const ledgerId = (key: VerifierKey): string => sha256(formatVerifierKey(key)).slice(0, 32);

/** No record of ours is larger. */
const mostRecord = 1_000_000;

/** The ledger of another archive in a folder of its own: nothing lies in it that was not verified. */
export interface KeptLedger {
  readonly id: string;
  readonly folder: string;
  /** The first of its keys: the one that it was followed by. */
  readonly key: VerifierKey;
  /** What is verified of it. */
  readonly files: LedgerFiles;
  /** The last checkpoint up to which all tiles are here; undefined before the first. */
  head(): Promise<Checkpoint | undefined>;
  /** Its keys from that first one to the one that signed this checkpoint; none before the first. */
  keys(): Promise<readonly KeyStep[]>;
  /**
   * A record by its digest: as it is kept, else from a mirror, kept then. Undefined where the mirror has
   * none; `altered` where what it has is something else.
   */
  record(digest: string, from: LedgerFiles): Promise<Uint8Array | 'altered' | undefined>;
  /** Forgets a record: it was taken down. */
  forget(digest: string): Promise<void>;
}

/** The kept ledger of a key, below the folder of all that are kept. */
export function keptLedger(all: string, key: VerifierKey): KeptLedger {
  const id = ledgerId(key);
  const folder = join(all, id);
  // Several leaves may name one record: it is brought once.
  const files = ledgerFolder(folder);
  const keys = async () => {
    const note = await readIfThere(join(folder, 'checkpoint'));
    if (note === undefined) return [];
    // Where nothing leads to its key any more, it is the first that should have signed.
    const isOf = { key, note: note.toString(), files: [] };
    return (await keyChain(files, key, note)) ?? [isOf];
  };
  const coming = new Map<string, Promise<Uint8Array | 'altered' | undefined>>();
  return {
    ...{ id, folder, key, files, keys },
    async head() {
      const last = (await keys()).at(-1);
      return last && (await openCheckpoint(last.note, [last.key]));
    },
    async record(digest, from) {
      const known = coming.get(digest);
      if (known !== undefined) return await known;
      const bringing = recordOf(folder, digest, from);
      coming.set(digest, bringing);
      return await bringing.finally(() => coming.delete(digest));
    },
    forget: (digest) => rm(join(folder, recordPath(digest)), { force: true }),
  };
}

async function recordOf(
  folder: string,
  digest: string,
  from: LedgerFiles,
): Promise<Uint8Array | 'altered' | undefined> {
  const path = join(folder, recordPath(digest));
  const kept = await readIfThere(path);
  if (kept !== undefined && sha256(kept) === digest) return kept;
  const bytes = await from.read(recordPath(digest));
  if (bytes === undefined) return undefined;
  if (bytes.length > mostRecord || sha256(bytes) !== digest) return 'altered';
  await writeDurably(path, bytes);
  return bytes;
}
