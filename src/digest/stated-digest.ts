import { createHash, type Hash } from 'node:crypto';

/** Bits of a digest by algorithm, as WARC files name them. */
const algorithms: Readonly<Record<string, number>> = {
  md5: 128,
  sha1: 160,
  sha256: 256,
  sha512: 512,
};

/**
 * A digest as a WARC field states it, beside the bytes that it is said to be of: `sha1:` and base 32 as
 * most crawlers write it, `sha256:` and hexadecimal as this archive does, and what lies between. A
 * field that names an algorithm or an encoding we do not know says nothing, and contradicts nothing.
 */
export class StatedDigest {
  readonly #hash: Hash | undefined;
  readonly #bits: number;
  readonly #value: string;

  constructor(field: string) {
    const [, label = '', value = ''] = /^([a-z]+-?\d+):([0-9a-z]+)=*$/i.exec(field.trim()) ?? [];
    const algorithm = label.toLowerCase().replace('-', '');
    this.#bits = algorithms[algorithm] ?? 0;
    this.#value = value;
    this.#hash = this.#bits === 0 ? undefined : createHash(algorithm);
  }

  update(bytes: Uint8Array): this {
    this.#hash?.update(bytes);
    return this;
  }

  /** After the last byte, once: whether the bytes are not what was stated. */
  isContradicted(): boolean {
    const digest = this.#hash?.digest();
    if (digest === undefined) return false;
    if (this.#value.length === this.#bits / 4) {
      return this.#value.toLowerCase() !== digest.toString('hex');
    }
    if (this.#value.length !== Math.ceil(this.#bits / 5)) return false;
    return this.#value.toUpperCase() !== base32(digest);
  }
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
