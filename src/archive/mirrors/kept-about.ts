import { join } from 'node:path';
import type { KeyStep } from '../../audit/index.ts';
import { readIfThere, writeDurably } from '../../ledger/index.ts';
import type { KeptLedger } from '../../replica/index.ts';
import { type ArchiveAbout, openAbout } from './about-note.ts';

/** What an archive says of itself, as it was signed last, in its kept ledger. */
export async function keptAbout(kept: KeptLedger): Promise<ArchiveAbout | undefined> {
  const note = await readIfThere(join(kept.folder, 'about'));
  return note && (await aboutBy(note, await kept.keys()));
}

/** The same, brought level with what a mirror has: of two signed notes the newer one is kept. */
export async function takeAbout(
  kept: KeptLedger,
  from: { read(path: string): Promise<Uint8Array | undefined> },
): Promise<ArchiveAbout | undefined> {
  const before = await keptAbout(kept);
  const note = await from.read('about');
  const shown = note && (await aboutBy(note, await kept.keys()));
  if (note === undefined || shown === undefined) return before;
  if (before !== undefined && before.size > shown.size) return before;
  await writeDurably(join(kept.folder, 'about'), note);
  return shown;
}

/** Reads what one of a log's keys signed; one that has handed over speaks of no more than it had then, or whoever
 * stole it would speak for the archive. */
export async function aboutBy(
  note: Uint8Array,
  keys: readonly KeyStep[],
): Promise<ArchiveAbout | undefined> {
  for (const [at, step] of keys.entries()) {
    const about = await openAbout(note, step.key);
    if (about === undefined) continue;
    return at === keys.length - 1 || about.size <= sizeOf(step) ? about : undefined;
  }
  return undefined;
}

const sizeOf = ({ note }: KeyStep): number => Number(note.split('\n')[1]);
