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

/** A file of the stamps, by its path below the ledger's folder. */
export interface StampFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/**
 * All files of the stamps beside a ledger: what was stamped, the stamps, and last the list, with those that are
 * there. None where nothing was stamped.
 */
export async function stampFilesIn(folder: string): Promise<readonly StampFile[]> {
  const files = ledgerFolder(folder);
  const found = new Map<string, StampFile>();
  const whole: StampName[] = [];
  for (const name of await listedStamps(files)) {
    const paths = [stampedPath(name.size), stampPath(name)];
    const read = await Promise.all(
      paths.map(async (path) => ({ path, bytes: await files.read(path) })),
    );
    const there = read.flatMap(({ path, bytes }) => (bytes ? [{ path, bytes }] : []));
    if (there.length < paths.length) continue;
    for (const one of there) found.set(one.path, one);
    whole.push(name);
  }
  if (whole.length === 0) return [];
  const list = { path: stampList, bytes: new TextEncoder().encode(formatStampList(whole)) };
  return [...found.values(), list];
}

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
