import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every file of a site by its path, with the digest of its bytes; what is remembered of it is no part of it. */
export function bytesBelow(folder: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name.startsWith('.backissue')) continue;
    const path = join(entry.parentPath, entry.name).slice(folder.length + 1);
    const bytes = readFileSync(join(folder, path));
    found.set(path, createHash('sha256').update(bytes).digest('hex'));
  }
  return new Map([...found].sort(([one], [other]) => (one < other ? -1 : 1)));
}
