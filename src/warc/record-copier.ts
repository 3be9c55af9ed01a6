import { errorFrom, type Locator } from '../model/index.ts';
import { type CaptureFile, type CapturePlace, folderOf, openCaptures } from './capture-place.ts';
import { damage } from './damage.ts';
import { walkMembers } from './member-walk.ts';
import { fieldOf, type WarcRecord } from './warc-record.ts';

/** A record and the gzip member it is on disk. */
export interface CopiedRecord {
  readonly record: WarcRecord;
  readonly member: Uint8Array;
}

/** Reads captures whole, as they lie. */
export interface RecordCopier {
  /**
   * The record a locator names, then those right behind it that belong to it (its request, what it
   * was for). Throws ArchiveError: `not-found` without the file, `corrupt` with file and offset.
   */
  copy(locator: Locator): Promise<readonly [CopiedRecord, ...CopiedRecord[]]>;
  close(): Promise<void>;
}

/** What usually stands behind a capture: a request and a metadata record. */
const behind = 2 ** 14;

/** Opens a copier over a place of captures; it keeps the file open that it read last. */
export function openRecordCopier(place: CapturePlace): RecordCopier {
  let held: Held | undefined;
  const hold = async (file: string) => {
    if (held?.file === file) return held;
    await held?.opened.close();
    held = undefined;
    const opened = await openCaptures(place, file);
    held = { file, opened, size: await opened.size() };
    return held;
  };
  return {
    async copy(locator) {
      try {
        const { opened, size } = await hold(locator.file);
        return await groupAt(opened, size, locator);
      } catch (thrown) {
        throw errorFrom(thrown, `${folderOf(place)}/${locator.file}`);
      }
    },
    close: async () => held?.opened.close(),
  };
}

interface Held {
  readonly file: string;
  readonly opened: CaptureFile;
  readonly size: number;
}

async function groupAt(
  opened: CaptureFile,
  size: number,
  { file, offset, length }: Locator,
): Promise<readonly [CopiedRecord, ...CopiedRecord[]]> {
  const walk = walkMembers(opened, size, offset, length + behind);
  const first = (await walk.next()).value;
  if (first === undefined)
    throw damage(file, offset, `the file has ${size} bytes and ends before it`);
  if (first.parsed.is !== 'record') {
    throw damage(file, offset, first.parsed.is === 'flaw' ? first.parsed.flaw : 'it is no capture');
  }
  const heart = { record: first.parsed.record, member: first.bytes };
  const rest: CopiedRecord[] = [];
  for await (const { parsed, bytes } of walk) {
    // What is damaged behind a capture is not the capture's fault; the doctor tells of it.
    if (parsed.is !== 'record' || !belongsTo(parsed.record, heart.record)) break;
    rest.push({ record: parsed.record, member: bytes });
  }
  return [heart, ...rest];
}

function belongsTo(record: WarcRecord, heart: WarcRecord): boolean {
  return (
    (record.type === 'request' || record.type === 'metadata') &&
    fieldOf(record, 'WARC-Concurrent-To') === `<${heart.id}>`
  );
}
