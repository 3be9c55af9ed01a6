import { fieldOf, isOwnMetadata, type WarcRecord } from '../warc/index.ts';
import { isWellShaped } from './record-shapes.ts';
import { captureIdBeside, type ToldBeside, toldBeside } from './told-beside.ts';

/** A capture brought from elsewhere came with no more records than this. */
const mostBeside = 16;

/**
 * The metadata records behind a capture, until it is clear whose they are. An import writes its own
 * record last, behind all that came with a capture: what stands before that is somebody else's,
 * in whatever form. Imports leave such records out today; older archives hold them.
 */
export class RecordsBeside {
  #answer = '';
  #waiting: WarcRecord[] = [];

  /** Those of the capture before, and the next begins. */
  next(answer: string): readonly WarcRecord[] {
    const told = this.take();
    this.#answer = answer;
    return told;
  }

  /** Waits with a record; gives those that need wait no longer. */
  wait(record: WarcRecord): readonly WarcRecord[] {
    this.#waiting.push(record);
    return this.#waiting.length < mostBeside ? [] : this.take();
  }

  /** Those that wait, as far as they are ours. */
  take(): readonly WarcRecord[] {
    const waiting = this.#waiting;
    this.#waiting = [];
    const mark = waiting.findLastIndex(
      (record) =>
        captureIdBeside(record) === this.#answer && toldBeside(record)?.['kind'] === 'import',
    );
    return waiting.slice(Math.max(mark, 0));
  }
}

/** What a record of ours tells; `malformed` where it cannot be read as what it is. */
export function ownMeaning(
  record: WarcRecord,
  namesOf: (id: string) => readonly string[],
): ToldBeside | 'malformed' | undefined {
  const told = toldBeside(record);
  if (typeof told?.['kind'] !== 'string') return undefined;
  const about = captureIdBeside(record);
  const isNote = fieldOf(record, 'WARC-Concurrent-To') === undefined;
  if (isNote !== (about === '') || !isOwnMetadata(record, namesOf(about))) return undefined;
  return isWellShaped(told) ? told : 'malformed';
}
