import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { stampFilesIn } from '../archive/index.ts';
import { syncFolder } from '../warc/index.ts';
import type { BackupStamp } from './backup-manifest.ts';

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
export async function copyStamps(folder: string, to: string): Promise<StampsCopied> {
  const stamps: BackupStamp[] = [];
  let [copiedFiles, copiedBytes] = [0, 0];
  for (const { path, bytes } of await stampFilesIn(join(folder, 'ledger'))) {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const file = `stamps/${sha256}`;
    stamps.push({ file, length: bytes.length, sha256, of: `ledger/${path}` });
    if (await isWhole(join(to, file), sha256)) continue;
    await putWhole(join(to, file), bytes);
    copiedFiles += 1;
    copiedBytes += bytes.length;
  }
  return { stamps, copiedFiles, copiedBytes };
}

/** They are small: each is read, so that one that was damaged is copied again. */
async function isWhole(path: string, sha256: string): Promise<boolean> {
  if (!existsSync(path)) return false;
  return (
    createHash('sha256')
      .update(await readFile(path))
      .digest('hex') === sha256
  );
}

async function putWhole(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const handle = await open(`${path}.part`, 'w');
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${path}.part`, path);
  await syncFolder(dirname(path));
}
