import { type Asking, first, run } from '../sql/asking.ts';
import { type Block, BlockReader, BlockWriter } from './blocks.ts';
import { insertSegment, putBlocks, type Segment, segmentsOf } from './segments.ts';
import type { Term } from './terms.ts';

interface SegmentRow extends Segment {
  /** JSON of the ids it is being made of; null: it is whole. */
  readonly parts: string | null;
  /** The first term that is still to come. */
  readonly next: number | null;
}

/** So many segments of one level become one of the next. */
const together = 8;

/**
 * Goes on with making one segment of several, for about so many blocks, so that nobody waits long;
 * begins when a level has enough of them. What is being made is not searched until it is whole. Gives
 * whether there is more to do.
 */
export function* mergeSome(blocks: number): Asking<boolean> {
  const making = (yield* underWay()) ?? (yield* begin());
  if (making === undefined) return false;
  const parts = JSON.parse(making.parts ?? '[]') as number[];
  const next = yield* copyTerms(making, parts, { blocks });
  if (next !== undefined) {
    yield* run('update find_segments set next = ? where id = ?', next, making.id);
    return true;
  }
  yield* replaceBy(making.id, parts);
  return (yield* fullLevel()) !== undefined;
}

/** Makes one segment of all, without the documents that are no more; takes long. */
export function* mergeAll(keeps: (doc: number) => boolean): Asking<void> {
  const half = yield* underWay();
  if (half !== undefined) yield* drop(half.id);
  const parts = yield* segmentsOf();
  const last = parts.at(-1)?.last;
  if (last === undefined) return;
  const level = Math.max(...parts.map((part) => part.level));
  const ids = parts.map(({ id }) => id);
  const id = yield* insertSegment({ level, last }, JSON.stringify(ids));
  yield* copyTerms({ id, next: null }, ids, { blocks: Number.POSITIVE_INFINITY, keeps });
  yield* replaceBy(id, ids);
}

const underWay = (): Asking<SegmentRow | undefined> =>
  first<SegmentRow>('select * from find_segments where parts is not null');

const fullLevel = (): Asking<{ level: number } | undefined> =>
  first<{ level: number }>(
    `select level from find_segments where parts is null
       group by level having count(*) >= ? order by level limit 1`,
    together,
  );

function* begin(): Asking<SegmentRow | undefined> {
  const level = (yield* fullLevel())?.level;
  if (level === undefined) return undefined;
  const parts = (yield* segmentsOf())
    .filter((segment) => segment.level === level)
    .slice(0, together);
  const last = parts.at(-1)?.last ?? 0;
  const ids = JSON.stringify(parts.map(({ id }) => id));
  const id = yield* insertSegment({ level: level + 1, last }, ids);
  return { id, level: level + 1, last, parts: ids, next: null };
}

function* replaceBy(id: number, parts: readonly number[]): Asking<void> {
  for (const part of parts) yield* drop(part);
  yield* run('update find_segments set parts = null, next = null where id = ?', id);
}

function* drop(id: number): Asking<void> {
  yield ({ blocks }) => blocks.drop(id);
  yield* run('delete from find_segments where id = ?', id);
}

interface Copying {
  readonly blocks: number;
  /** Unset: all are kept. */
  readonly keeps?: (doc: number) => boolean;
}

/** Copies the terms of segments, which are in the order of their documents, into one that is being
 * made. Gives the term to go on with, or nothing when all are copied. */
function* copyTerms(
  making: Pick<SegmentRow, 'id' | 'next'>,
  parts: readonly number[],
  { blocks, keeps }: Copying,
): Asking<Term | undefined> {
  const target = new Target(making.id);
  const readers = parts.map((part) => new SegmentReader(part));
  for (const reader of readers) yield* reader.goTo(making.next ?? 0);
  for (;;) {
    const term = leastOf(readers);
    if (term === Number.POSITIVE_INFINITY || target.given >= blocks) {
      yield* target.end();
      return term === Number.POSITIVE_INFINITY ? undefined : term;
    }
    for (const ended of copyFrom(readers, term, { writer: target.writer, keeps })) {
      yield* ended.enter();
    }
    if (target.isFull) yield* target.put();
  }
}

/** Blocks that are kept in memory, most, before they are written. */
const mostKept = 64;

/** The segment that is being made. */
class Target {
  readonly writer = new BlockWriter((block) => void this.made.push(block));
  private made: Block[] = [];
  private written = 0;
  private readonly id: number;

  constructor(id: number) {
    this.id = id;
  }

  /** How many blocks it was given. */
  get given(): number {
    return this.written + this.made.length;
  }

  get isFull(): boolean {
    return this.made.length >= mostKept;
  }

  *put(): Asking<void> {
    yield* putBlocks(this.id, this.made);
    this.written += this.made.length;
    this.made = [];
  }

  *end(): Asking<void> {
    this.writer.end();
    yield* this.put();
  }
}

/** Copies a term of those that stand at it, and has them step on. Gives those whose block ends there. */
function copyFrom(
  readers: readonly SegmentReader[],
  term: Term,
  { writer, keeps }: { readonly writer: BlockWriter; readonly keeps: Copying['keeps'] | undefined },
): readonly SegmentReader[] {
  const ended: SegmentReader[] = [];
  for (const reader of readers) {
    if (reader.term !== term) continue;
    copyTerm(reader.block, writer, keeps);
    if (!reader.step()) ended.push(reader);
  }
  return ended;
}

function copyTerm(block: BlockReader, writer: BlockWriter, keeps: Copying['keeps']): void {
  if (keeps === undefined) {
    writer.append(block);
    return;
  }
  const docs = new Uint32Array(block.count);
  block.unpack(docs, 0);
  for (const doc of docs) if (keeps(doc)) writer.put(block.term, doc);
}

function leastOf(readers: readonly SegmentReader[]): Term {
  let least = Number.POSITIVE_INFINITY;
  for (const { term } of readers) if (term < least) least = term;
  return least;
}

/** Blocks read at once. */
const readAtOnce = 16;

/** Goes through the terms of a segment. */
class SegmentReader {
  block = new BlockReader(new Uint8Array());
  private first = -1;
  private readonly segment: number;
  /** Those that are read and still to come, the next one last. */
  private following: Block[] = [];

  constructor(segment: number) {
    this.segment = segment;
  }

  /** The term it stands at; infinite behind the last. */
  get term(): Term {
    return this.block.term;
  }

  /** Goes to a term, or to the next there is. */
  *goTo(from: Term): Asking<void> {
    const { segment } = this;
    const [holding] = (yield ({ blocks }) => blocks.firstOf(segment, from)) as readonly {
      readonly first: number | null;
    }[];
    this.first = (holding?.first ?? 0) - 1;
    yield* this.enter();
    while (this.term < from) if (!(this.step() || (yield* this.enter()))) return;
  }

  /** Goes to the next term of the block; gives whether there is one. */
  step(): boolean {
    this.block.step();
    return this.term !== Number.POSITIVE_INFINITY;
  }

  /** Enters the block that follows; gives whether there is one. */
  *enter(): Asking<boolean> {
    if (this.following.length === 0) {
      const { segment, first: behind } = this;
      const read = yield* this.behind(segment, behind);
      this.following = read.toReversed();
    }
    const following = this.following.pop();
    if (following === undefined) return false;
    this.first = following.first;
    this.block = new BlockReader(following.bytes);
    return true;
  }

  private *behind(segment: number, first: Term): Asking<readonly Block[]> {
    return (yield ({ blocks }) => blocks.after(segment, first, readAtOnce)) as readonly Block[];
  }
}
