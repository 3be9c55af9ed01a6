import { ArchiveError, errorFrom } from '../model/index.ts';
import {
  type Checkpoint,
  formatVerifierKey,
  openCheckpoint,
  parseVerifierKey,
  type VerifierKey,
} from '../tlog/index.ts';
import type { ArchiveCopy } from './archive-copy.ts';
import { handOver } from './ledger/follow-key.ts';
import type { LedgerView } from './ledger/split-view.ts';

/** A verifier key from its one line of text. Throws ArchiveError(`invalid`). */
export const readKey = (text: string): Promise<VerifierKey> => parseVerifierKey(text);

/**
 * A copy's log as it is shown, its checkpoint signed by the key: the one given, or the one lying
 * beside it. Throws ArchiveError: `not-found` without a ledger, else as `openCheckpoint`.
 */
export async function openView(
  { ledger: files }: Pick<ArchiveCopy, 'ledger'>,
  given: VerifierKey | undefined,
): Promise<LedgerView & { readonly key: VerifierKey; readonly vkey: string }> {
  const note = await files?.read('checkpoint');
  if (files === undefined || note === undefined) {
    throw new ArchiveError(
      'not-found',
      'One of the copies has no ledger to compare; name another.',
    );
  }
  const text = new TextDecoder().decode(await files.read('vkey')).trim();
  const key = given ?? (await readKey(text));
  return {
    files,
    key,
    vkey: formatVerifierKey(key),
    checkpoint: await signedBy(files, key, note),
  };
}

/** The checkpoint, or, where the key has handed over to another since, the last one it signed. */
async function signedBy(
  files: NonNullable<ArchiveCopy['ledger']>,
  key: VerifierKey,
  note: Uint8Array,
): Promise<Checkpoint> {
  try {
    return await openCheckpoint(note, [key]);
  } catch (thrown) {
    const isOthers = errorFrom(thrown, 'checkpoint').code === 'refused';
    const last = isOthers ? await handOver(files, key) : undefined;
    if (last === undefined) throw thrown;
    return await openCheckpoint(last.checkpoint, [key]);
  }
}
