import { ArchiveError } from '../model/index.ts';
import { fromBase64, toBase64 } from './base64.ts';
import { fromHex, joined, sameBytes, toHex } from './byte-strings.ts';
import { sha256Bytes } from './hashes.ts';

/** What a key signs: notes as they are, or (a witness) a note with the time it was seen. */
export type KeyType = 'note' | 'cosignature';

/** How keys say their type in bytes: Ed25519 and time-stamped Ed25519 (C2SP signed-note). */
export const keyTypeBytes: Readonly<Record<KeyType, number>> = { note: 1, cosignature: 4 };

/** A public Ed25519 key with the name it signs under. */
export interface VerifierKey {
  readonly name: string;
  /** Four bytes that signatures carry to find their key by. */
  readonly id: Uint8Array<ArrayBuffer>;
  readonly type: KeyType;
  /** 32 bytes. */
  readonly publicKey: Uint8Array<ArrayBuffer>;
}

/** Whether a key or a log may have this name: not empty, no white space, no `+`. */
export function isKeyName(name: string): boolean {
  return name !== '' && name.isWellFormed() && !/[\s\p{White_Space}\p{Cc}+]/u.test(name);
}

/** A public key under a name. Throws ArchiveError(`invalid`) for a name or key that cannot be one. */
export async function verifierKey(
  name: string,
  type: KeyType,
  publicKey: Uint8Array,
): Promise<VerifierKey> {
  if (!isKeyName(name) || publicKey.length !== 32) {
    throw new ArchiveError(
      'invalid',
      `${JSON.stringify(name)} with ${publicKey.length} bytes is no key; ` +
        'it needs a name without spaces and +, and 32 bytes.',
    );
  }
  const typed = joined(Uint8Array.of(keyTypeBytes[type]), publicKey);
  const id = (await sha256Bytes(name, '\n', typed)).slice(0, 4);
  return { name, id, type, publicKey: typed.slice(1) };
}

/** A key as text: `name+hex(id)+base64(type ‖ key)`. */
export function formatVerifierKey({ name, id, type, publicKey }: VerifierKey): string {
  const typed = joined(Uint8Array.of(keyTypeBytes[type]), publicKey);
  return `${name}+${toHex(id)}+${toBase64(typed)}`;
}

/** Reads a key's text. Throws ArchiveError(`invalid`) for another type, and for an id not its own. */
export async function parseVerifierKey(text: string): Promise<VerifierKey> {
  const [name = '', idText = '', ...rest] = text.split('+');
  const id = fromHex(idText);
  const typed = fromBase64(rest.join('+'));
  const type = keyTypeOf(typed?.[0]);
  if (typed?.length === 33 && type !== undefined && isKeyName(name)) {
    const key = await verifierKey(name, type, typed.subarray(1));
    if (id !== undefined && sameBytes(key.id, id)) return key;
  }
  const shown = JSON.stringify(text.slice(0, 200));
  throw new ArchiveError(
    'invalid',
    `${shown} is no verifier key; take the one line of the log's file vkey: name+id+key.`,
  );
}

const keyTypeOf = (byte: number | undefined): KeyType | undefined =>
  (['note', 'cosignature'] as const).find((type) => keyTypeBytes[type] === byte);

/** Whether the key made this signature (64 bytes) of the message, Ed25519 (RFC 8032). */
export async function isSignedBy(
  { publicKey }: VerifierKey,
  signature: Uint8Array<ArrayBuffer>,
  message: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  if (signature.length !== 64) return false;
  try {
    const key = await crypto.subtle.importKey('raw', publicKey, 'Ed25519', false, ['verify']);
    return await crypto.subtle.verify('Ed25519', key, signature, message);
  } catch {
    // Bytes that are no point of the curve are no key, so nothing is signed by it.
    return false;
  }
}
