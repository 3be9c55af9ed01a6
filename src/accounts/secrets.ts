import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Digest } from '../model/index.ts';

/** 256 bits of chance in letters that fit a cookie, a header and a line of `newsboat`: no `=`. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** What is kept of a secret. A plain digest does: nobody guesses 256 bits, however fast. */
export const digestOfSecret = (secret: string): Digest =>
  createHash('sha256').update(secret).digest('hex') as Digest;

/** What a form carries to show that one of our own pages made it, for whoever holds the secret. */
export const formProof = (secret: string): string =>
  createHmac('sha256', secret).update('form').digest('base64url');

/** Whether two texts are the same, in a time that tells nothing but their lengths. */
export function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** 32 letters without those that are taken for each other. */
const letters = 'abcdefghjkmnpqrstuvwxyz023456789';

/** A password to be read off and typed: 100 bits in five groups. */
export function newPassword(): string {
  const drawn = [...randomBytes(20)].map((byte) => letters[byte % letters.length]);
  return (drawn.join('').match(/.{4}/g) ?? []).join('-');
}
