import type { FileHandle } from 'node:fs/promises';
import type { Locator } from '../model/index.ts';
import { ArchiveError } from '../model/index.ts';
import { damage } from './damage.ts';
import { unpackMember } from './gzip-member.ts';
import { warcPath } from './list-warc-files.ts';
import { readRange } from './member-walk.ts';
import { withFile } from './open-file.ts';
import { parseRecord } from './parse-record.ts';
import type { WarcRecord } from './warc-record.ts';

/**
 * Reads the record a locator names and checks its block digest. Throws ArchiveError: `not-found`
 * without the file, `corrupt` (with file and offset) when other bytes stand there, `invalid` for a
 * file outside the folder.
 */
export function readRecord(folder: string, locator: Locator): Promise<WarcRecord> {
  const path = warcPath(folder, locator.file);
  return withFile(path, 'r', (handle) => recordIn(handle, locator));
}

async function recordIn(handle: FileHandle, locator: Locator): Promise<WarcRecord> {
  const { file, offset, length } = locator;
  const { size } = await handle.stat();
  if (!(offset >= 0 && length > 0 && offset + length <= size)) {
    throw damage(file, offset, `the file has ${size} bytes and ends before it or in it`);
  }
  const unpacked = await unpackMember(await readRange(handle, offset, length));
  if (unpacked.is === 'flaw') throw damage(file, offset, unpacked.flaw);
  if (unpacked.is === 'short' || unpacked.length !== length) {
    throw damage(file, offset, `it is not ${length} bytes long`);
  }
  const parsed = parseRecord(unpacked.bytes);
  if (parsed.is === 'flaw') throw damage(file, offset, parsed.flaw);
  if (parsed.is === 'record') return parsed.record;
  throw new ArchiveError(
    'invalid',
    `${file}: the record at offset ${offset} is of type ${JSON.stringify(parsed.type)}, which is not read; name a capture.`,
  );
}
