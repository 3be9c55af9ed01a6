import { ArchiveError } from '../model/index.ts';
import { fromBase64, toBase64 } from './base64.ts';
import { fromHex, joined, toHex } from './byte-strings.ts';
import { type KeyType, keyTypeBytes, type VerifierKey, verifierKey } from './verifier-key.ts';

/** A key that can sign; Ed25519 (RFC 8032) gives the same signature of the same message always. */
export interface SigningKey extends VerifierKey {
  /** The secret: 32 bytes. */
  readonly seed: Uint8Array<ArrayBuffer>;
  /** Signs a message; gives 64 bytes. */
  sign(message: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>;
}

/** What stands before the seed in PKCS #8 (RFC 8410), the form WebCrypto takes. */
const pkcs8Head = fromHex('302e020100300506032b657004220420') ?? new Uint8Array();

/**
 * The key of a secret: 32 random bytes that the caller draws and keeps. Throws
 * ArchiveError(`invalid`) for another length, and for a name with white space or `+`.
 */
export async function signingKey(
  name: string,
  type: KeyType,
  seed: Uint8Array,
): Promise<SigningKey> {
  if (seed.length !== 32) {
    throw new ArchiveError(
      'invalid',
      `A secret of ${seed.length} bytes makes no key; it needs 32 random bytes.`,
    );
  }
  const pkcs8 = joined(pkcs8Head, seed);
  const secret = await crypto.subtle.importKey('pkcs8', pkcs8, 'Ed25519', true, ['sign']);
  const { x = '' } = await crypto.subtle.exportKey('jwk', secret);
  const padded = `${x.replaceAll('-', '+').replaceAll('_', '/')}=`;
  const key = await verifierKey(name, type, fromBase64(padded) ?? new Uint8Array());
  return {
    ...key,
    seed: Uint8Array.from(seed),
    sign: async (message) => new Uint8Array(await crypto.subtle.sign('Ed25519', secret, message)),
  };
}

/** A key with its secret as text: `PRIVATE+KEY+name+hex(id)+base64(type ‖ seed)`, as Go's note has it. */
export function formatSigningKey({ name, id, type, seed }: SigningKey): string {
  const typed = joined(Uint8Array.of(keyTypeBytes[type]), seed);
  return `PRIVATE+KEY+${name}+${toHex(id)}+${toBase64(typed)}`;
}

/** Reads a secret key's text. Throws ArchiveError(`invalid`), which does not tell the text. */
export async function parseSigningKey(text: string): Promise<SigningKey> {
  const [, name, id, base64] = /^PRIVATE\+KEY\+([^+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text) ?? [];
  const typed = fromBase64(base64 ?? '');
  const type = (['note', 'cosignature'] as const).find(
    (known) => keyTypeBytes[known] === typed?.[0],
  );
  if (name !== undefined && type !== undefined && typed?.length === 33) {
    const key = await signingKey(name, type, typed.subarray(1));
    if (toHex(key.id) === id) return key;
  }
  throw new ArchiveError(
    'invalid',
    'The text is no signing key; it should be one line that begins with PRIVATE+KEY+.',
  );
}
