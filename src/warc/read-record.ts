import type { Locator } from '../model/index.ts';
import { ArchiveError } from '../model/index.ts';
import { type CaptureFile, type CapturePlace, withCaptures } from './capture-place.ts';
import { damage } from './damage.ts';
import { longestMember, unpackMember } from './gzip-member.ts';
import { readRange } from './member-walk.ts';
import { parseRecord } from './parse-record.ts';
import type { WarcRecord } from './warc-record.ts';

/**
 * Reads the record a locator names and checks its block digest. Throws ArchiveError: `not-found`
 * without the file, `corrupt` (with file and offset) when other bytes stand there, `invalid` for a
 * file outside the folder; of a file that lies elsewhere, what reading it there throws.
 */
export function readRecord(place: CapturePlace, locator: Locator): Promise<WarcRecord> {
  return withCaptures(place, locator.file, (opened) => recordIn(opened, locator));
}

async function recordIn(opened: CaptureFile, locator: Locator): Promise<WarcRecord> {
  const { file, offset, length } = locator;
  if (!(offset >= 0 && length > 0 && length <= longestMember)) {
    throw damage(file, offset, `no record has ${length} bytes`);
  }
  const bytes = await readRange(opened, offset, length);
  if (bytes.length < length) {
    const size = await opened.size();
    throw damage(file, offset, `the file has ${size} bytes and ends before it or in it`);
  }
  const unpacked = await unpackMember(bytes);
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
