import { BlockReader, BlockWriter } from './blocks.ts';
import { blockTaker, insertSegment, type Segment, segmentsOf } from './segments.ts';
import { type Connection, termsTable } from './tables.ts';
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
export function mergeSome(connection: Connection, blocks: number): boolean {
  const making = underWay(connection) ?? begin(connection);
  if (making === undefined) return false;
  const parts = JSON.parse(making.parts ?? '[]') as number[];
  const next = copyTerms(connection, making, parts, { blocks });
  if (next !== undefined) {
    connection.prepare('update find_segments set next = ? where id = ?').run(next, making.id);
    return true;
  }
  replaceBy(connection, making.id, parts);
  return fullLevel(connection) !== undefined;
}

/** Makes one segment of all, without the documents that are no more; takes long. */
export function mergeAll(connection: Connection, keeps: (doc: number) => boolean): void {
  const half = underWay(connection);
  if (half !== undefined) drop(connection, half.id);
  const parts = segmentsOf(connection);
  const last = parts.at(-1)?.last;
  if (last === undefined) return;
  const level = Math.max(...parts.map((part) => part.level));
  const ids = parts.map(({ id }) => id);
  const id = insertSegment(connection, { level, last }, JSON.stringify(ids));
  copyTerms(connection, { id, next: null }, ids, { blocks: Number.POSITIVE_INFINITY, keeps });
  replaceBy(connection, id, ids);
}

const underWay = (connection: Connection): SegmentRow | undefined =>
  connection.prepare<[], SegmentRow>('select * from find_segments where parts is not null').get();

const fullLevel = (connection: Connection): { level: number } | undefined =>
  connection
    .prepare<[number], { level: number }>(
      `select level from find_segments where parts is null
       group by level having count(*) >= ? order by level limit 1`,
    )
    .get(together);

function begin(connection: Connection): SegmentRow | undefined {
  const level = fullLevel(connection)?.level;
  if (level === undefined) return undefined;
  const parts = segmentsOf(connection)
    .filter((segment) => segment.level === level)
    .slice(0, together);
  const last = parts.at(-1)?.last ?? 0;
  const ids = JSON.stringify(parts.map(({ id }) => id));
  const id = insertSegment(connection, { level: level + 1, last }, ids);
  return { id, level: level + 1, last, parts: ids, next: null };
}

function replaceBy(connection: Connection, id: number, parts: readonly number[]): void {
  for (const part of parts) drop(connection, part);
  connection.prepare('update find_segments set parts = null, next = null where id = ?').run(id);
}

function drop(connection: Connection, id: number): void {
  connection.exec(`drop table ${termsTable(id)}`);
  connection.prepare('delete from find_segments where id = ?').run(id);
}

interface Copying {
  readonly blocks: number;
  /** Unset: all are kept. */
  readonly keeps?: (doc: number) => boolean;
}

/** Copies the terms of segments, which are in the order of their documents, into one that is being
 * made. Gives the term to go on with, or nothing when all are copied. */
function copyTerms(
  connection: Connection,
  making: Pick<SegmentRow, 'id' | 'next'>,
  parts: readonly number[],
  { blocks, keeps }: Copying,
): Term | undefined {
  let given = 0;
  const take = blockTaker(connection, making.id);
  const writer = new BlockWriter((block) => {
    given += 1;
    take(block);
  });
  const readers = parts.map((part) => new SegmentReader(connection, part, making.next ?? 0));
  for (;;) {
    const term = leastOf(readers);
    if (term === Number.POSITIVE_INFINITY || given >= blocks) {
      writer.end();
      return term === Number.POSITIVE_INFINITY ? undefined : term;
    }
    for (const reader of readers) {
      if (reader.term !== term) continue;
      copyTerm(reader.block, writer, keeps);
      reader.step();
    }
  }
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

/** Goes through the terms of a segment. */
class SegmentReader {
  block = new BlockReader(new Uint8Array());
  private first = -1;
  private readonly next: (first: number) => { first: number; bytes: Buffer } | undefined;

  constructor(connection: Connection, segment: number, from: Term) {
    const table = termsTable(segment);
    const following = connection.prepare<[number], { first: number; bytes: Buffer }>(
      `select first, bytes from ${table} where first > ? order by first limit 1`,
    );
    const holding = connection.prepare<[number], { first: number }>(
      `select first from ${table} where first <= ? order by first desc limit 1`,
    );
    this.next = (first) => following.get(first);
    this.first = (holding.get(from)?.first ?? 0) - 1;
    this.enter();
    while (this.term < from) this.step();
  }

  /** The term it stands at; infinite behind the last. */
  get term(): Term {
    return this.block.term;
  }

  step(): void {
    this.block.step();
    if (this.term === Number.POSITIVE_INFINITY) this.enter();
  }

  private enter(): void {
    const following = this.next(this.first);
    if (following === undefined) return;
    this.first = following.first;
    this.block = new BlockReader(following.bytes);
  }
}
