import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { stampFilesIn } from '../archive/index.ts';
import { sha256 } from '../digest/index.ts';
import { syncFolder, writeDurably } from '../ledger/index.ts';
import type { BackupStamp } from './backup-manifest.ts';
import { digestOf } from './copy-bytes.ts';

/** What came of copying the stamps. */
interface StampsCopied {
  readonly stamps: readonly BackupStamp[];
  readonly copiedFiles: number;
  readonly copiedBytes: number;
}

/**
 * Copies the time stamps beside an archive's ledger, the list that names them last. In the backup each is named by
 * its digest: a proof that grows under its name in the archive does not touch what the list in force names.
 */
export async function backUpStamps(folder: string, to: string): Promise<StampsCopied> {
  const stamps: BackupStamp[] = [];
  let [copiedFiles, copiedBytes] = [0, 0];
  for (const { path, bytes } of await stampFilesIn(join(folder, 'ledger'))) {
    const digest = sha256(bytes);
    const file = `stamps/${digest}`;
    stamps.push({ file, length: bytes.length, sha256: digest, of: `ledger/${path}` });
    // They are small: each is read, so that one that was damaged is copied again.
    const copy = join(to, file);
    if (existsSync(copy) && (await digestOf(copy, bytes.length)) === digest) continue;
    await writeDurably(copy, bytes);
    await syncFolder(join(to, 'stamps'));
    copiedFiles += 1;
    copiedBytes += bytes.length;
  }
  return { stamps, copiedFiles, copiedBytes };
}
