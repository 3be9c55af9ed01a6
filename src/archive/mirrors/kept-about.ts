import { join } from 'node:path';
import { readIfThere, writeDurably } from '../../ledger/index.ts';
import type { KeptLedger } from '../../replica/index.ts';
import { type ArchiveAbout, openAbout } from './about-note.ts';

/** What an archive says of itself, as it was signed last, in its kept ledger. */
export async function keptAbout({ folder, key }: KeptLedger): Promise<ArchiveAbout | undefined> {
  const note = await readIfThere(join(folder, 'about'));
  return note && (await openAbout(note, key));
}

/** The same, brought level with what a mirror has: of two signed notes the newer one is kept. */
export async function takeAbout(
  kept: KeptLedger,
  from: { read(path: string): Promise<Uint8Array | undefined> },
): Promise<ArchiveAbout | undefined> {
  const before = await keptAbout(kept);
  const note = await from.read('about');
  const shown = note && (await openAbout(note, kept.key));
  if (note === undefined || shown === undefined) return before;
  if (before !== undefined && before.size > shown.size) return before;
  await writeDurably(join(kept.folder, 'about'), note);
  return shown;
}
