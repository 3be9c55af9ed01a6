import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from '../src/model/index.ts';

/** Flips a bit in the middle of a record on disk; `folder` is that of the archive. */
export function flipByte(folder: string, { file, offset, length }: Locator): void {
  const path = join(folder, 'captures', file);
  const bytes = readFileSync(path);
  const at = offset + Math.floor(length / 2);
  bytes.writeUInt8(bytes.readUInt8(at) ^ 4, at);
  writeFileSync(path, bytes);
}
