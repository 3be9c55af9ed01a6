import { ArchiveError } from '../model/index.ts';
import type { Store } from '../store/index.ts';
import { listWarcFiles, recoverTail } from '../warc/index.ts';

/** What a crash may have left at the end of the newest file, where no catalogue tells how much of it
 * is known. */
export async function setTornTailAside(captures: string): Promise<void> {
  const newest = (await listWarcFiles(captures)).at(-1);
  if (newest !== undefined) await recoverTail(captures, newest.file, 0);
}

/** A catalogue that contradicts itself does not come into force. */
export async function checkMade(store: Store, name: string): Promise<void> {
  // A takedown that was interrupted is finished by the next opening to capture.
  const [fault] = (await store.check()).filter(({ kind }) => kind !== 'takedown-unfinished');
  if (fault === undefined) return;
  throw new ArchiveError(
    'corrupt',
    `${name}: the catalogue made of the captures contradicts itself (${fault.message}); the one before stays in force.`,
  );
}
