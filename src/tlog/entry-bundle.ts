import { ArchiveError } from '../model/index.ts';

/** The longest entry that a bundle can hold, in bytes. */
export const longestEntry = 65_535;

/**
 * An entry as it stands in a bundle: its length in two bytes, big end first, then its bytes; strings
 * as UTF-8. Throws ArchiveError(`invalid`) for one that is too long.
 */
export function bundled(entry: Uint8Array | string): Buffer {
  const length = typeof entry === 'string' ? Buffer.byteLength(entry) : entry.length;
  if (length > longestEntry) {
    throw new ArchiveError(
      'invalid',
      `An entry of ${length} bytes is too long for the ledger; it may have ${longestEntry}.`,
    );
  }
  const bytes = Buffer.allocUnsafe(length + 2);
  bytes.writeUInt16BE(length);
  if (typeof entry === 'string') bytes.write(entry, 2);
  else bytes.set(entry, 2);
  return bytes;
}

/**
 * The entries of a bundle (C2SP tlog-tiles). Throws ArchiveError(`corrupt`) when it does not hold
 * `width` of them or more behind them; `wider` allows more, which are left out.
 */
export function parseBundle(
  bytes: Uint8Array,
  width: number,
  wider = false,
): readonly Uint8Array[] {
  const entries: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length && entries.length < width) {
    const end = at + 2 + (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
    if (at + 2 > bytes.length || end > bytes.length) break;
    entries.push(bytes.subarray(at + 2, end));
    at = end;
  }
  if (entries.length !== width || (at !== bytes.length && !wider)) {
    throw new ArchiveError(
      'corrupt',
      `A bundle of ${bytes.length} bytes does not hold ${width} whole entries; ` +
        'bring the file back from a mirror or a backup.',
    );
  }
  return entries;
}
