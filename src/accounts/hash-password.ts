import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';

/** What a hash costs; kept with each, so that older ones stay readable. */
export interface HashCost {
  /** Logarithm of scrypt's N: memory is 1 KB × 2^log at a block size of 8. */
  readonly log: number;
  readonly parallel: number;
}

/** 32 MB and a quarter of a second: what OWASP's cheat sheet holds equal to N = 2^17, with the least
 * memory. */
export const standardCost: HashCost = { log: 15, parallel: 3 };

const blockSize = 8;
const form = /^\$scrypt\$ln=(\d{1,2}),r=8,p=(\d{1,2})\$([\w-]{22})\$([\w-]{43})$/;

/** Hashes a password with scrypt (RFC 7914) and a salt of its own, as a PHC string. Spellings of one
 * letter are one (NFC, RFC 8265). */
export async function hashPassword(password: string, cost: HashCost): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derived(password, salt, cost);
  const parameters = `ln=${cost.log},r=${blockSize},p=${cost.parallel}`;
  return `$scrypt$${parameters}$${salt.toString('base64url')}$${hash.toString('base64url')}`;
}

/** Whether a password is the one of this hash; compared in constant time. What is no hash of ours is
 * nobody's. */
export async function isPassword(password: string, hashed: string): Promise<boolean> {
  const [, log, parallel, salt, hash] = form.exec(hashed) ?? [];
  if (salt === undefined || hash === undefined) return false;
  const cost = { log: Number(log), parallel: Number(parallel) };
  const own = await derived(password, Buffer.from(salt, 'base64url'), cost);
  return timingSafeEqual(own, Buffer.from(hash, 'base64url'));
}

function derived(password: string, salt: Uint8Array, cost: HashCost): Promise<Buffer> {
  const N = 2 ** cost.log;
  const options: ScryptOptions = { N, r: blockSize, p: cost.parallel, maxmem: 256 * N * blockSize };
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, 32, options, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}
