import { type Archive, ledgersIndex, ledgersListed } from '../archive/index.ts';
import { checkpointOf, copyLedger } from './copy-ledger.ts';
import type { SiteOptions } from './site-options.ts';
import { writeChanged } from './write-changed.ts';

const about = 'about';

/** A ledger of another archive, and its checkpoint. */
type KeptSeen = Awaited<ReturnType<Archive['keptLedgers']>>[number] & {
  readonly checkpoint: Buffer | undefined;
};

/** Checkpoints as they were at a moment. */
export interface LedgersSeen {
  /** The archive's own; unset: it has none. */
  readonly own: Buffer | undefined;
  readonly kept: readonly KeptSeen[];
}

/**
 * Looks at the checkpoints before anything else of the archive is: it may go on meanwhile, and the site is to
 * hold whatever they speak of, the words too.
 */
export async function seeLedgers(archive: Archive, { ledger }: SiteOptions): Promise<LedgersSeen> {
  if (ledger === undefined) return { own: undefined, kept: [] };
  const kept: KeptSeen[] = [];
  for (const one of await archive.keptLedgers()) {
    kept.push({ ...one, checkpoint: await checkpointOf(one.folder) });
  }
  return { own: await checkpointOf(ledger), kept };
}

/**
 * Puts the archive's ledger beside the pages, with what it says of itself, signed; and below `ledgers/`
 * those of the archives whose mirrors it follows, as they were signed there: all with the checkpoints that were
 * seen. Gives the paths that were written or removed.
 */
export async function writeLedgers(
  archive: Archive,
  folder: string,
  { ledger, title, mirrors = [] }: SiteOptions,
  { kept, own }: LedgersSeen,
): Promise<readonly string[]> {
  if (ledger === undefined) return [];
  const changed: string[] = [];
  for (const { checkpoint, folder: from, id } of kept) {
    changed.push(...(await copyLedger(from, folder, { into: `ledgers/${id}`, checkpoint })));
  }
  if (kept.length > 0) {
    changed.push(...(await writeChanged(folder, ledgersIndex, ledgersListed(kept))));
  }
  const note = await archive.signedAbout({ title, mirrors });
  if (note !== undefined) changed.push(...(await writeChanged(folder, `ledger/${about}`, note)));
  const how = { into: 'ledger', checkpoint: own, beside: [about] };
  return [...changed, ...(await copyLedger(ledger, folder, how))];
}
