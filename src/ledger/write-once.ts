import { dirname } from 'node:path';
import { ArchiveError } from '../model/index.ts';
import { readIfThere, syncFolder, writeDurably } from './durable-file.ts';

/** One file below the ledger's folder, which never has other bytes. */
export interface FixedFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** How many are written side by side: the disk takes their fsyncs together. */
const atOnce = 16;

/**
 * Writes files that, once there, never change, and makes them durable; gives their folders, which must be made
 * durable after it (`syncFolders`). One that is there already is left as it is, and one given twice is
 * written once. Throws ArchiveError(`corrupt`) when one is there with other bytes: it is never written over.
 */
export async function writeOnce(files: readonly FixedFile[]): Promise<ReadonlySet<string>> {
  const given = new Map(files.map((file) => [file.path, file]));
  const waiting = [...given.values()];
  const work = async () => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      await writeOne(file);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, files.length) }, work));
  return new Set(files.map(({ path }) => dirname(path)));
}

/** Makes the entries of folders durable, side by side. */
export async function syncFolders(folders: Iterable<string>): Promise<void> {
  await Promise.all([...folders].map(syncFolder));
}

async function writeOne({ path, bytes }: FixedFile): Promise<void> {
  const there = await readIfThere(path);
  if (there === undefined) return writeDurably(path, bytes);
  if (there.equals(bytes)) return;
  throw new ArchiveError(
    'corrupt',
    `${path} is not what the catalogue says it must be; if the file is damaged, delete it, and it is ` +
      'made again; if the catalogue is, bring it back from a backup.',
  );
}
