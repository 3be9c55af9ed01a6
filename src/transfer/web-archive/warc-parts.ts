import {
  type CopiedRecord,
  formatRecord,
  packMember,
  type WarcRecord,
  warcinfoRecord,
} from '../../warc/index.ts';
import type { RecordPlace } from './index-line.ts';
import type { Selected } from './selection.ts';

/** A file of records, whose bytes are to be taken before the next is asked for. */
export interface WarcPart {
  readonly filename: string;
  readonly bytes: AsyncGenerator<Uint8Array>;
}

/**
 * Captures as WARC files of about `maxBytes`, each of which begins with a `warcinfo` record; records
 * lie in them as they do in the archive. `place` is told where each record came to lie.
 */
export async function* warcParts(
  captures: AsyncGenerator<Selected>,
  options: {
    readonly name: (part: number) => string;
    readonly software: string;
    readonly maxBytes: number;
    readonly place: (selected: Selected, record: WarcRecord, place: RecordPlace) => Promise<void>;
  },
): AsyncGenerator<WarcPart> {
  let next = await captures.next();
  for (let part = 1; next.done !== true; part += 1) {
    const filename = options.name(part);
    const bytes = async function* (): AsyncGenerator<Uint8Array> {
      let offset = 0;
      for (; next.done !== true && (offset === 0 || offset < options.maxBytes); ) {
        const one = next.value;
        const opening = offset === 0 ? [await opener(filename, one, options.software)] : [];
        for (const { record, member } of [...opening, ...one.records]) {
          await options.place(one, record, { filename, offset, length: member.length });
          offset += member.length;
          yield member;
        }
        next = await captures.next();
      }
    };
    yield { filename, bytes: bytes() };
  }
}

async function opener(
  filename: string,
  { capture }: Selected,
  software: string,
): Promise<CopiedRecord> {
  const record = warcinfoRecord(filename, capture.capturedAt, software);
  return { record, member: await packMember(formatRecord(record)) };
}
