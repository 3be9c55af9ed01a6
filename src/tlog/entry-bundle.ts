import { ArchiveError } from '../model/index.ts';

/** The longest entry that a bundle can hold, in bytes. */
export const longestEntry = 65_535;

/** How many bytes an entry has. Throws ArchiveError(`invalid`) for one that fits no bundle. */
export function entryLength(entry: Uint8Array | string): number {
  const length = typeof entry === 'string' ? Buffer.byteLength(entry) : entry.length;
  if (length <= longestEntry) return length;
  throw new ArchiveError(
    'invalid',
    `An entry of ${length} bytes is too long for the ledger; it may have ${longestEntry}.`,
  );
}

/**
 * Entries as a bundle (C2SP tlog-tiles): each its length in two bytes, big end first, then its bytes;
 * strings as UTF-8. Throws ArchiveError(`invalid`) for one that is too long.
 */
export function formatBundle(entries: readonly (Uint8Array | string)[]): Buffer {
  const lengths = entries.map(entryLength);
  const bytes = Buffer.allocUnsafe(lengths.reduce((sum, length) => sum + length + 2, 0));
  let at = 0;
  for (const [place, entry] of entries.entries()) {
    at = bytes.writeUInt16BE(lengths[place] ?? 0, at);
    if (typeof entry === 'string') bytes.write(entry, at);
    else bytes.set(entry, at);
    at += lengths[place] ?? 0;
  }
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
