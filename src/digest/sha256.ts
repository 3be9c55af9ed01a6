import { hash } from 'node:crypto';
import type { Digest } from '../model/index.ts';

/**
 * SHA-256 (FIPS 180-4) of bytes, or of a string's UTF-8 (lone surrogates as U+FFFD), as 64
 * lower-case hexadecimal digits.
 */
export function sha256(bytes: Uint8Array | string): Digest {
  return hash('sha256', bytes, 'hex') as Digest;
}
