import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readIfThere } from '../../ledger/index.ts';
import { errorFrom } from '../../model/index.ts';
import { keptLedger } from '../../replica/index.ts';
import { parseVerifierKey } from '../../tlog/index.ts';
import type { Services } from '../services.ts';

/** The ledger of another archive as it is kept here. */
export interface KeptState {
  readonly id: string;
  readonly folder: string;
  readonly vkey: string;
  readonly origin: string;
  /** Leaves that are here, all verified. */
  readonly size: number;
}

/** All that are kept here, by their ids. */
export async function keptLedgers({
  ledgers,
}: Pick<Services, 'ledgers'>): Promise<readonly KeptState[]> {
  const found: KeptState[] = [];
  for (const id of await foldersIn(ledgers)) {
    const vkey = (await readIfThere(join(ledgers, id, 'vkey')))?.toString().trim();
    if (vkey === undefined) continue;
    const kept = keptLedger(ledgers, await parseVerifierKey(vkey));
    const head = await kept.head();
    if (head === undefined || kept.id !== id) continue;
    found.push({ id, folder: kept.folder, vkey, origin: head.origin, size: head.size });
  }
  return found;
}

/** The list of ledgers that a mirror hands on, as it lies there. */
export const ledgersListed = (kept: readonly KeptState[]): string =>
  `${JSON.stringify({
    v: 1,
    ledgers: kept.map(({ vkey, origin, size }) => ({ origin, size, vkey })),
  })}\n`;

async function foldersIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).filter((name) => /^[0-9a-f]{32}$/.test(name)).sort();
  } catch (thrown) {
    const error = errorFrom(thrown, folder);
    if (error.code === 'not-found') return [];
    throw error;
  }
}
