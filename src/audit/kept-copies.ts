import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '../digest/index.ts';
import { errorFrom } from '../model/index.ts';
import type { RemovedLeaf } from './ledger/check-records.ts';
import { type LedgerFiles, ledgerFolder } from './ledger/ledger-files.ts';
import { ledgerHost } from './ledger/ledger-host.ts';

/** The ledger of another archive in a copy: its name follows from its key. */
export interface KeptCopy {
  /** 32 hexadecimal digits of the digest of its verifier key. */
  readonly id: string;
  readonly files: LedgerFiles;
}

/** The ledgers below a folder `ledgers`; none where there is no such folder. */
export async function keptInFolder(folder: string): Promise<readonly KeptCopy[]> {
  const names = await readdir(folder).catch((thrown: unknown) => {
    const error = errorFrom(thrown, folder);
    if (error.code === 'not-found') return [];
    throw error;
  });
  const ids = names.filter((name) => /^[0-9a-f]{32}$/.test(name)).sort();
  return ids.map((id) => ({ id, files: ledgerFolder(join(folder, id)) }));
}

/** The ledgers that a mirror on a host lists. */
export async function keptOnHost(root: string): Promise<readonly KeptCopy[]> {
  const index = jsonIn(await ledgerHost(`${root}ledgers/`).read('index.json'));
  const listed = Array.isArray(index['ledgers']) ? index['ledgers'].slice(0, 64) : [];
  return listed.flatMap((one: unknown) => {
    const vkey = typeof one === 'object' && one !== null && 'vkey' in one ? one.vkey : undefined;
    if (typeof vkey !== 'string') return [];
    const id = sha256(vkey).slice(0, 32);
    return [{ id, files: ledgerHost(`${root}ledgers/${id}/`) }];
  });
}

/** What the keeper of a copy removed from a ledger of others, by index. */
export async function removedFrom(
  files: LedgerFiles,
): Promise<ReadonlyMap<number, Omit<RemovedLeaf, 'index'>>> {
  const { removed } = jsonIn(await files.read('removed.json'));
  const listed: readonly unknown[] = Array.isArray(removed) ? removed : [];
  return new Map(
    listed.flatMap((one) => {
      const { index, reason, at } = (one ?? {}) as Readonly<Record<string, unknown>>;
      if (typeof index !== 'number' || typeof at !== 'string') return [];
      return [[index, { at, reason: `${String(reason)}, by the keeper of this copy` }] as const];
    }),
  );
}

function jsonIn(bytes: Uint8Array | undefined): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    // What cannot be read lists nothing.
    return {};
  }
}
