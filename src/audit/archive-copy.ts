import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ArchiveError } from '../model/index.ts';
import type { AuditFiles } from './audit-captures.ts';
import { folderFiles, joinedFiles } from './folder-files.ts';
import { type KeptCopy, keptInFolder, keptOnHost } from './kept-copies.ts';
import { type LedgerFiles, ledgerFolder } from './ledger/ledger-files.ts';
import { ledgerHost } from './ledger/ledger-host.ts';

/** What there is to check of an archive, or of a mirror of one. */
export interface ArchiveCopy {
  /** Left out where a folder holds no ledger: an archive that never published one. */
  readonly ledger?: LedgerFiles;
  /** Ledgers of other archives that came with it, by their paths; on hosts they are listed in
   * `ledgers/index.json`. */
  readonly kept: () => Promise<readonly KeptCopy[]>;
  /** Left out where no captures came with it, and on hosts, which cannot list them. */
  readonly captures?: AuditFiles;
  /** Whether those may be a part of the archive's: the folder is that of one worker, and others have theirs, or
   * they lie in a bucket that is not at hand. */
  readonly isPart?: boolean;
  /** Captures as a published site holds them: WACZ files, which are copies, and need not be all there are. */
  readonly packages?: AuditFiles;
}

/**
 * The copy in a folder (an archive, a backup, a git clone, a mirror on a stick) or at an address of
 * http or https. Throws ArchiveError(`not-found`) for a folder that holds neither captures nor a
 * ledger. `elsewhere`: captures of a folder's archive that lie in no folder.
 */
export function archiveCopy(named: string, elsewhere?: AuditFiles): ArchiveCopy {
  if (/^https?:\/\//i.test(named)) {
    const root = `${named.replace(/\/+$/, '')}/`;
    return { ledger: ledgerHost(`${root}ledger/`), kept: () => keptOnHost(root) };
  }
  const ledger = ['ledger', '.'].find((folder) => existsSync(join(named, folder, 'checkpoint')));
  const copy = {
    kept: () => keptInFolder(join(named, 'ledgers')),
    ...(ledger !== undefined && { ledger: ledgerFolder(join(named, ledger)) }),
    ...capturesIn(join(named, 'captures'), elsewhere),
    isPart: isPart(named, elsewhere),
  };
  if (copy.ledger ?? copy.captures ?? copy.packages) return copy;
  throw new ArchiveError(
    'not-found',
    `${named}: there is no archive here to verify; name the folder that holds captures or ledger.`,
  );
}

/** A worker's folder has its name; with a catalogue of its own it has all that is in no bucket. */
const isPart = (folder: string, elsewhere: AuditFiles | undefined): boolean =>
  existsSync(join(folder, 'worker')) &&
  (elsewhere === undefined || !existsSync(join(folder, 'backissue.sqlite')));

/** An archive has its captures in folders, a published site as WACZ files in one. */
function capturesIn(
  folder: string,
  elsewhere: AuditFiles | undefined,
): Pick<ArchiveCopy, 'captures' | 'packages'> {
  if (!existsSync(folder)) return elsewhere ? { captures: elsewhere } : {};
  const own = folderFiles(folder);
  if (elsewhere !== undefined) return { captures: joinedFiles(own, elsewhere) };
  const entries = readdirSync(folder, { withFileTypes: true });
  const isOfSite = entries.some(({ name }) => name.endsWith('.wacz'));
  const isOfArchive = !isOfSite || entries.some((entry) => entry.isDirectory());
  return isOfArchive ? { captures: own } : { packages: own };
}
