import { writeLeafHash } from '../../tlog/index.ts';
import type { HashRow } from './bundle-faults.ts';

/** The entries of a bundle and the hashes of their leaves. */
export interface Bundle {
  readonly entries: readonly Buffer[];
  readonly hashes: HashRow;
  /** Bytes are left over that are no whole entry. */
  readonly isTorn: boolean;
}

/** Cuts a bundle into at most `width` entries. */
export function bundleOf(bytes: Buffer, width: number): Bundle {
  const entries: Buffer[] = [];
  let at = 0;
  while (at + 2 <= bytes.length && entries.length < width) {
    const end = at + 2 + bytes.readUInt16BE(at);
    if (end > bytes.length) break;
    entries.push(bytes.subarray(at + 2, end));
    at = end;
  }
  const hashes = Buffer.alloc(entries.length * 32);
  for (const [nth, entry] of entries.entries()) writeLeafHash(entry, hashes, nth * 32);
  return { entries, hashes, isTorn: entries.length < width && at < bytes.length };
}
