import { errorFrom, type Locator } from '../model/index.ts';
import { type CapturePlace, folderOf, openCaptures } from './capture-place.ts';
import { damage } from './damage.ts';
import { walkMembers } from './member-walk.ts';
import type { WarcRecord } from './warc-record.ts';

/**
 * The records of a file in order, from an offset where one begins. Streams: holds one record and
 * 1 MiB at most (8 MiB of a file that lies elsewhere). Records of other types than `WarcType` names are passed over, as the standard
 * asks. Throws ArchiveError(`corrupt`) with the offset at the first damaged record; what stands
 * before it has been given.
 */
export async function* scanWarc(
  place: CapturePlace,
  file: string,
  from = 0,
): AsyncGenerator<{ record: WarcRecord; locator: Locator }, void, undefined> {
  const opened = await openCaptures(place, file);
  try {
    const size = await opened.size();
    for await (const { offset, length, parsed } of walkMembers(opened, size, from, opened.ahead)) {
      if (parsed.is === 'flaw') throw damage(file, offset, parsed.flaw);
      if (parsed.is === 'record')
        yield { record: parsed.record, locator: { file, offset, length } };
    }
  } catch (thrown) {
    throw errorFrom(thrown, `${folderOf(place)}/${file}`);
  } finally {
    await opened.close();
  }
}
