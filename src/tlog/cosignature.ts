import { ArchiveError } from '../model/index.ts';
import { joined } from './byte-strings.ts';
import { cosignedMessage } from './cosignature-bytes.ts';
import { type OpenedNote, signatureLine } from './note.ts';
import type { SigningKey } from './signing-key.ts';

/**
 * The line by which a witness says that it saw this checkpoint's text, grown from all it saw before
 * of the log, at a moment (C2SP tlog-cosignature). Throws ArchiveError(`invalid`) for a key of
 * another type and a moment that is none.
 */
export async function cosign(text: string, key: SigningKey, seconds: number): Promise<string> {
  if (key.type !== 'cosignature' || !Number.isSafeInteger(seconds) || seconds < 0) {
    throw new ArchiveError(
      'invalid',
      `${key.name} cannot cosign at ${seconds}; it takes a key for cosignatures and whole seconds since 1970.`,
    );
  }
  const time = new Uint8Array(8);
  new DataView(time.buffer).setBigUint64(0, BigInt(seconds));
  const signature = await key.sign(cosignedMessage(text, BigInt(seconds)));
  return signatureLine(key, joined(time, signature));
}

/** Which witnesses saw an opened note when: name of the key, and seconds since 1970. */
export function cosignedAt(
  note: OpenedNote,
): readonly { readonly name: string; readonly seconds: number }[] {
  const witnesses = note.verified.filter(({ key }) => key.type === 'cosignature');
  return witnesses.map(({ key, bytes }) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    return { name: key.name, seconds: Number(view.getBigUint64(0)) };
  });
}
