import { errorFrom } from '../../model/index.ts';
import {
  type Checkpoint,
  cosignedAt,
  openCheckpoint,
  openNote,
  parseVerifierKey,
  type VerifierKey,
} from '../../tlog/index.ts';
import type { OnFault } from './ledger-fault.ts';
import type { LedgerFiles } from './ledger-files.ts';

/** A checkpoint whose signature is good. */
export interface LedgerHead {
  readonly checkpoint: Checkpoint;
  readonly key: VerifierKey;
  /** When the first of the known witnesses saw it, in ms; undefined when none did. */
  readonly seenBy?: number;
}

/**
 * Reads a ledger's checkpoint, by the key that was given, or the one lying beside it. A checkpoint
 * that is missing, malformed or not signed by the key is a fault, and then there is no head.
 */
export async function readHead(
  files: LedgerFiles,
  keys: { readonly log?: VerifierKey; readonly witnesses?: readonly VerifierKey[] },
  onFault: OnFault,
): Promise<LedgerHead | undefined> {
  const note = await files.read('checkpoint');
  const key = keys.log ?? (await ownKey(files, onFault));
  if (note === undefined) {
    const message = 'There is no checkpoint; it is the file ledger/checkpoint of an archive.';
    onFault({ kind: 'missing-checkpoint', path: 'checkpoint', message });
  }
  if (note === undefined || key === undefined) return undefined;
  try {
    const all = [key, ...(keys.witnesses ?? [])];
    const checkpoint = await openCheckpoint(note, all);
    const times = cosignedAt(await openNote(note, all)).map(({ seconds }) => seconds * 1000);
    return { checkpoint, key, ...(times.length > 0 && { seenBy: Math.min(...times) }) };
  } catch (thrown) {
    const { code, message } = errorFrom(thrown, 'checkpoint');
    const kind = code === 'invalid' ? 'altered-checkpoint' : 'forged-note';
    onFault({ kind, path: 'checkpoint', message });
    return undefined;
  }
}

async function ownKey(files: LedgerFiles, onFault: OnFault): Promise<VerifierKey | undefined> {
  const text = await files.read('vkey');
  try {
    return await parseVerifierKey(new TextDecoder().decode(text).trim());
  } catch (thrown) {
    const { message } = errorFrom(thrown, 'vkey');
    onFault({ kind: 'forged-note', path: 'vkey', message });
    return undefined;
  }
}
