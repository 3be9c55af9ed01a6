import { readdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ArchiveError, errorFrom } from '../model/index.ts';
import { formatVerifierKey, openNote, parseTlogProof, type SigningKey } from '../tlog/index.ts';
import { readIfThere, syncFolder, writeDurably } from './durable-file.ts';
import { drawKey, keepKey, readKey } from './key-file.ts';

/** Where the key lies that is to sign next, from when it is drawn until it signs alone. */
export const nextFile = (keyFile: string): string => `${keyFile}.next`;

/** Of a key, as files are named after it. */
export const idOf = ({ id }: Pick<SigningKey, 'id'>): string => Buffer.from(id).toString('hex');

/**
 * Where it lies below the ledger's folder that a key handed over to the next: a `.tlog-proof` of the leaf of
 * the kind `key` that names both, under a checkpoint that both signed.
 */
export const handOverPath = (keyId: string): string => `handover/${keyId}`;

/** The checkpoint with which the one before handed over to a key; undefined where none did. */
export async function handedTo(key: SigningKey, folder: string): Promise<string | undefined> {
  const proofs = join(folder, dirname(handOverPath(idOf(key))));
  const names = await readdir(proofs).catch((thrown) => {
    const error = errorFrom(thrown, proofs);
    if (error.code === 'not-found') return [];
    throw error;
  });
  for (const name of names) {
    // The key's own proof, where it has handed over itself, is signed by it too.
    const proof = name === idOf(key) ? undefined : await readIfThere(join(proofs, name));
    const note = proof && (await signedIn(proof, key));
    if (note !== undefined) return note;
  }
  return undefined;
}

/** The key that is to sign next; drawn, and kept, unless there is one already. */
export async function nextKey(keyFile: string, origin: string): Promise<SigningKey> {
  const found = await readKey(nextFile(keyFile), origin);
  if (found !== undefined) return found;
  const key = await drawKey(origin);
  await keepKey(nextFile(keyFile), key);
  return key;
}

/**
 * Puts the next key in the place of one that has handed over, which is kept aside as `key-before-<id>`;
 * nothing happens before that. Whatever a crash left undone between the two is done.
 */
export async function settleKeys(keyFile: string, folder: string, origin: string): Promise<void> {
  const next = await readKey(nextFile(keyFile), origin);
  if (next === undefined) return;
  const before = await readKey(keyFile, origin);
  if (before !== undefined) {
    const proof = await readIfThere(join(folder, handOverPath(idOf(before))));
    if (proof === undefined || (await signedIn(proof, next)) === undefined) return;
    await moved(keyFile, `${keyFile}-before-${idOf(before)}`);
  }
  await writeDurably(join(folder, 'vkey'), `${formatVerifierKey(next)}\n`);
  await moved(nextFile(keyFile), keyFile);
}

/** The checkpoint of a proof, where a key signed it. */
export async function signedIn(proof: Uint8Array, key: SigningKey): Promise<string | undefined> {
  try {
    const { checkpoint } = parseTlogProof(new TextDecoder().decode(proof));
    await openNote(checkpoint, [key]);
    return checkpoint;
  } catch (thrown) {
    if (thrown instanceof ArchiveError) return undefined;
    throw thrown;
  }
}

async function moved(from: string, to: string): Promise<void> {
  await rename(from, to).catch((thrown) => {
    throw errorFrom(thrown, from);
  });
  await syncFolder(dirname(to));
}
