import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ArchiveError } from '../model/index.ts';
import {
  formatVerifierKey,
  parseTlogProof,
  parseVerifierKey,
  type SigningKey,
} from '../tlog/index.ts';
import type { LedgerOptions, SharedSigned } from './contract.ts';
import { readIfThere, syncFolder } from './durable-file.ts';
import { handOverPath, idOf, nextFile, signedIn } from './key-change.ts';
import { readKey } from './key-file.ts';

/** The proof with which a key, as text, handed over to another on this host; undefined where it did not. */
async function handedFrom(
  vkey: string,
  key: SigningKey,
  folder: string,
): Promise<{ readonly keyId: string; readonly proof: string } | undefined> {
  const keyId = idOf(await parseVerifierKey(vkey));
  const proof = await readIfThere(join(folder, handOverPath(keyId)));
  if (proof === undefined || (await signedIn(proof, key)) === undefined) return undefined;
  return { keyId, proof: proof.toString('utf8') };
}

/** Whether this host has the key of a verifier key, or the one that it handed over to. */
export async function hasKeyOf(
  vkey: string,
  { keyFile, folder }: Pick<LedgerOptions, 'keyFile' | 'folder'>,
): Promise<boolean> {
  for (const file of [keyFile, nextFile(keyFile)]) {
    const key = await readKey(file);
    if (key === undefined) continue;
    if (formatVerifierKey(key) === vkey || (await handedFrom(vkey, key, folder))) return true;
  }
  return false;
}

/** Has all hosts know that the key they know has handed over to this one, where it has; a crash may have come between. */
export async function settleSharedKey(
  shared: SharedSigned,
  key: SigningKey,
  folder: string,
): Promise<void> {
  const row = await shared.read();
  const vkey = formatVerifierKey(key);
  if (row === undefined || row.vkey === vkey) return;
  const handed = await handedFrom(row.vkey, key, folder);
  if (handed === undefined) return;
  const { checkpoint: note } = parseTlogProof(handed.proof);
  await shared.swap(row, { ...row, vkey, note }, 'signing', handed);
}

/** Has all hosts know the next key; where another has the right to sign, the proof that was to hand over is no more. */
export async function settleOrTakeBack(
  proof: string,
  { shared, next, folder }: { shared: SharedSigned; next: SigningKey; folder: string },
): Promise<void> {
  try {
    await settleSharedKey(shared, next, folder);
  } catch (thrown) {
    if (thrown instanceof ArchiveError && thrown.code === 'conflict') {
      await rm(proof, { force: true });
      await syncFolder(dirname(proof));
    }
    throw thrown;
  }
}
