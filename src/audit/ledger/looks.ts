import { sha256 } from '../../digest/index.ts';
import { objectOf } from './record-fields.ts';

/**
 * An address as the record of a round names it: the first 16 bytes, in hex, of the SHA-256 of the record's
 * `key`, LF, and the address. So a round tells who knows an address whether it was looked at, and nobody
 * else anything.
 */
export const lookName = (key: string, url: string): string =>
  sha256(new TextEncoder().encode(`${key}\n${url}`)).slice(0, 32);

/** What the record of a round says of an address; undefined where it was not looked at, or this is no such record. */
export function outcomeIn(record: Uint8Array, url: string): string | undefined {
  const { kind, key, looked } = objectOf(record) ?? {};
  if (kind !== 'round' || typeof key !== 'string' || !Array.isArray(looked)) return undefined;
  const name = lookName(key, url);
  const found: unknown = looked.find((one) => Array.isArray(one) && one[0] === name)?.[1];
  return typeof found === 'string' ? found : undefined;
}
