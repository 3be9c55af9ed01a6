import type { Takedown } from '../model/index.ts';
import {
  belongsTo,
  captureIdOf,
  isAnswer,
  isOfGroup,
  removedRecord,
  removedSays,
  scanWarc,
  type WarcRecord,
} from '../warc/index.ts';
import type { Services } from './services.ts';
import { toldBeside } from './told-beside.ts';
import { withoutWordsBeside } from './words-beside.ts';

/** No group is told by what its records hold. */
const nothing = new Uint8Array();

/**
 * Finds what stands beside captures that a takedown removed: requests, which may hold cookies, what is
 * told of a capture by us or by another crawler, what was made of it. It sees the records of a capture
 * file in their order, for some belong to a capture by their place alone.
 */
export class BesideRemoved {
  readonly #takedown: Takedown;
  readonly #removed: ReadonlySet<string>;
  readonly #left: ReadonlySet<string>;
  #group: WarcRecord[] = [];

  constructor(takedown: Takedown) {
    const { captures, left } = takedown.removal;
    this.#takedown = takedown;
    this.#removed = new Set(captures.map(({ id }) => id));
    this.#left = new Set(left.map(({ id }) => id));
  }

  /** What takes the place of the next record; undefined where it stays, or is a capture itself. */
  replacementOf(record: WarcRecord): WarcRecord | undefined {
    this.#see({ ...record, block: nothing });
    if (removedSays(record) !== undefined || this.#removed.has(captureIdOf(record)))
      return undefined;
    const of = this.#removedOf(record);
    if (of === undefined) return withoutWordsBeside(this.#takedown, record);
    const isFact = record.type === 'metadata' && toldBeside(record)?.['kind'] === 'takedown';
    return isFact ? undefined : removedRecord(record, this.#takedown, of);
  }

  #see(record: WarcRecord): void {
    if (!isOfGroup(record, this.#group)) this.#group = [];
    this.#group.push(record);
  }

  /** The id of the record of a removed capture to which this one belongs. */
  #removedOf(record: WarcRecord): string | undefined {
    // A capture that names another one is no part of it; but what was made of one shows the same.
    if (isAnswer(record) && record.type !== 'conversion') return undefined;
    if (this.#left.has(captureIdOf(record))) return undefined;
    const named = belongsTo(record).find((id) => this.#removed.has(captureIdOf({ id })));
    if (named !== undefined) return named;
    const answer = this.#group.find(isAnswer);
    const isOfRemoved = answer !== undefined && this.#removed.has(captureIdOf(answer));
    return isOfRemoved ? answer.id : undefined;
  }
}

/** The capture files that hold such records. Reads all files. Throws `corrupt` at a damaged record. */
export async function filesBeside(
  { store, captures }: Pick<Services, 'store' | 'captures'>,
  takedown: Takedown,
): Promise<readonly string[]> {
  const files: string[] = [];
  for (const { file } of await store.warcFiles()) {
    const beside = new BesideRemoved(takedown);
    for await (const { record } of scanWarc(captures, file)) {
      if (beside.replacementOf(record) === undefined) continue;
      files.push(file);
      break;
    }
  }
  return files;
}
