import { join } from 'node:path';
import { ledgerFolder, listedStamps } from '../../audit/index.ts';
import { syncFolder, writeDurably } from '../../ledger/index.ts';
import {
  formatStampList,
  type StampKind,
  type StampName,
  stampedPath,
  stampList,
  stampPath,
} from '../../tlog/index.ts';

/** The stamps that lie beside a published ledger, in its list's order. */
export const stampsIn = (folder: string): Promise<readonly StampName[]> =>
  listedStamps(ledgerFolder(folder));

/** A stamp, what it is over, and that one's size. */
interface FreshStamp {
  readonly kind: StampKind;
  readonly size: number;
  readonly stamped: Uint8Array;
  readonly bytes: Uint8Array;
}

/**
 * Puts a stamp beside the ledger: the checkpoint that it is over, the stamp, and last the list that names it, so
 * that whoever reads meanwhile finds whatever the list names. Gives its name.
 */
export async function keepStamp(folder: string, fresh: FreshStamp): Promise<StampName> {
  const { bytes, kind, size, stamped } = fresh;
  const all = await stampsIn(folder);
  const numbers = all.filter((one) => one.size === size).map(({ number }) => number);
  const name: StampName = { size, kind, number: Math.max(0, ...numbers) + 1 };
  await writeDurably(join(folder, stampedPath(size)), stamped);
  await writeDurably(join(folder, stampPath(name)), bytes);
  await syncFolder(join(folder, 'stamp'));
  await writeDurably(join(folder, stampList), formatStampList([...all, name]));
  return name;
}
