import { createHash } from 'node:crypto';

/** Bits of a digest by algorithm, as WARC files name them. */
const algorithms: Readonly<Record<string, number>> = {
  md5: 128,
  sha1: 160,
  sha256: 256,
  sha512: 512,
};

/**
 * Whether bytes contradict a WARC digest field: `sha1:` and base 32 as most crawlers write it,
 * `sha256:` and hexadecimal as this archive does, and what lies between. A field that names an
 * algorithm or an encoding we do not know says nothing, and contradicts nothing.
 */
export function contradicts(field: string, bytes: Uint8Array): boolean {
  const [, label = '', value = ''] = /^([a-z]+-?\d+):([0-9a-z]+)=*$/i.exec(field.trim()) ?? [];
  const algorithm = label.toLowerCase().replace('-', '');
  const bits = algorithms[algorithm];
  if (bits === undefined) return false;
  const digest = createHash(algorithm).update(bytes).digest();
  if (value.length === bits / 4) return value.toLowerCase() !== digest.toString('hex');
  if (value.length === Math.ceil(bits / 5)) return value.toUpperCase() !== base32(digest);
  return false;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 4648, without its padding. */
function base32(bytes: Buffer): string {
  let [text, held, bits] = ['', 0, 0];
  for (const byte of bytes) {
    held = held * 256 + byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += alphabet.charAt(Math.floor(held / 2 ** bits) % 32);
      held %= 2 ** bits;
    }
  }
  return bits === 0 ? text : text + alphabet.charAt((held * 2 ** (5 - bits)) % 32);
}
