import { type FileHandle, open } from 'node:fs/promises';
import { errorFrom, type Locator } from '../model/index.ts';
import { damage } from './damage.ts';
import { warcPath } from './list-warc-files.ts';
import { walkMembers } from './member-walk.ts';
import type { WarcRecord } from './warc-record.ts';

/**
 * The records of a file in order, from an offset where one begins. Streams: holds one record and
 * 1 MiB at most. Records of other types than `WarcType` names are passed over, as the standard
 * asks. Throws ArchiveError(`corrupt`) with the offset at the first damaged record; what stands
 * before it has been given.
 */
export async function* scanWarc(
  folder: string,
  file: string,
  from = 0,
): AsyncGenerator<{ record: WarcRecord; locator: Locator }, void, undefined> {
  const path = warcPath(folder, file);
  const handle = await opened(path);
  try {
    const { size } = await handle.stat();
    for await (const { offset, length, parsed } of walkMembers(handle, size, from)) {
      if (parsed.is === 'flaw') throw damage(file, offset, parsed.flaw);
      if (parsed.is === 'record')
        yield { record: parsed.record, locator: { file, offset, length } };
    }
  } catch (thrown) {
    throw errorFrom(thrown, path);
  } finally {
    await handle.close();
  }
}

function opened(path: string): Promise<FileHandle> {
  return open(path, 'r').catch((thrown: unknown) => {
    throw errorFrom(thrown, path);
  });
}
