import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Archive, ledgersIndex } from '../archive/index.ts';
import { errorFrom } from '../model/index.ts';
import { copyLedger } from './copy-ledger.ts';
import type { SiteOptions } from './site-options.ts';

const about = 'about';

/**
 * Puts the archive's ledger beside the pages, with what it says of itself, signed; and below `ledgers/`
 * those of the archives whose mirrors it follows, as they were signed there. Gives the paths that were
 * written or removed, and whether the archive has a ledger of its own.
 */
export async function writeLedgers(
  archive: Archive,
  folder: string,
  { ledger, title, mirrors = [] }: SiteOptions,
): Promise<{ readonly changed: readonly string[]; readonly hasCheckpoint: boolean }> {
  if (ledger === undefined) return { changed: [], hasCheckpoint: false };
  const changed: string[] = [];
  const kept = await archive.keptLedgers();
  for (const { folder: from, id } of kept) {
    changed.push(...(await copyLedger(from, folder, `ledgers/${id}`)).changed);
  }
  if (kept.length > 0) {
    const ledgers = kept.map(({ vkey, origin, size }) => ({ origin, size, vkey }));
    changed.push(
      ...(await written(folder, ledgersIndex, `${JSON.stringify({ v: 1, ledgers })}\n`)),
    );
  }
  const note = await archive.signedAbout({ title, mirrors });
  if (note !== undefined) changed.push(...(await written(folder, `ledger/${about}`, note)));
  const own = await copyLedger(ledger, folder, 'ledger', [about]);
  return { changed: [...changed, ...own.changed], hasCheckpoint: own.hasCheckpoint };
}

/** Writes a file where it is not so already; gives its path if it did. */
async function written(folder: string, path: string, text: string): Promise<readonly string[]> {
  const to = join(folder, path);
  try {
    if ((await readFile(to, 'utf8').catch(() => undefined)) === text) return [];
    await mkdir(dirname(to), { recursive: true });
    await writeFile(`${to}.tmp`, text);
    await rename(`${to}.tmp`, to);
    return [path];
  } catch (thrown) {
    await rm(`${to}.tmp`, { force: true });
    throw errorFrom(thrown, to);
  }
}
