import { type Block, BlockWriter, type Entry, entriesOf, findEntry, packDocs } from './blocks.ts';
import { type Docs, joinDocs, unpackDocs } from './postings.ts';
import { type Connection, statement, termsTable } from './tables.ts';
import type { Term } from './terms.ts';

/** A stretch of documents with its inverted index. */
export interface Segment {
  readonly id: number;
  readonly level: number;
  /** The last document in it. */
  readonly last: number;
}

interface SegmentRow extends Segment {
  /** JSON of the ids it is being made of; null: it is whole. */
  readonly parts: string | null;
  /** The first term that is still to come. */
  readonly next: number | null;
}

/** So many segments of one level become one of the next. */
const together = 8;

/** The whole segments by their documents. */
export function segmentsOf(connection: Connection): Segment[] {
  return connection
    .prepare<[], Segment>(
      'select id, level, last from find_segments where parts is null order by last',
    )
    .all();
}

/** The documents that hold a term, in whole segments. */
export function docsOf(connection: Connection, segments: readonly Segment[], term: Term): Docs {
  const parts: Docs[] = [];
  for (const { id } of segments) {
    const row = statement<[number], { bytes: Buffer }>(
      connection,
      `select bytes from ${termsTable(id)} where first <= ? order by first desc limit 1`,
    ).get(term);
    const packed = row === undefined ? undefined : findEntry(row.bytes, term);
    if (packed !== undefined) parts.push(unpackDocs(packed));
  }
  return joinDocs(parts);
}

/** Adds a segment. `fill` gives its blocks by term. */
export function addSegment(
  connection: Connection,
  segment: Omit<Segment, 'id'>,
  fill: (give: (block: Block) => void) => void,
): void {
  fill(blockTaker(connection, insertSegment(connection, segment, null)));
}

function insertSegment(
  connection: Connection,
  { level, last }: Omit<Segment, 'id'>,
  parts: string | null,
): number {
  const { lastInsertRowid } = connection
    .prepare('insert into find_segments (level, last, parts) values (?, ?, ?)')
    .run(level, last, parts);
  const id = Number(lastInsertRowid);
  connection.exec(
    `create table ${termsTable(id)} (first integer primary key, bytes blob not null)`,
  );
  return id;
}

function blockTaker(connection: Connection, id: number): (block: Block) => void {
  const insert = connection.prepare(`insert into ${termsTable(id)} values (?, ?)`);
  return ({ first, bytes }) => void insert.run(first, bytes);
}

/**
 * Goes on with making one segment of several, for about so many blocks, so that nobody waits long;
 * begins when a level has enough of them. What is being made is not searched until it is whole. Gives
 * whether there is more to do.
 */
export function mergeSome(connection: Connection, blocks: number): boolean {
  const making = underWay(connection) ?? begin(connection);
  if (making === undefined) return false;
  const parts = JSON.parse(making.parts ?? '[]') as number[];
  const next = copyTerms(connection, making, parts, { blocks, keeps: () => true });
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
  readonly keeps: (doc: number) => boolean;
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
  const readers = parts.map((part) => new TermReader(connection, part, making.next ?? 0));
  for (;;) {
    const term = Math.min(...readers.map((reader) => reader.term));
    if (term === Number.POSITIVE_INFINITY || given >= blocks) {
      writer.end();
      return term === Number.POSITIVE_INFINITY ? undefined : term;
    }
    const docs = joinDocs(readers.filter((one) => one.term === term).map((one) => one.take()));
    const kept = docs.every(keeps) ? docs : docs.filter(keeps);
    if (kept.length > 0) writer.put(term, packDocs(kept));
  }
}

/** Goes through the terms of a segment. */
class TermReader {
  /** The term it stands at; infinite behind the last. */
  term: Term = 0;
  private packed: Uint8Array = new Uint8Array();
  private entries: Iterator<Entry> = [][Symbol.iterator]();
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
    do this.step();
    while (this.term < from);
  }

  take(): Docs {
    const docs = unpackDocs(this.packed);
    this.step();
    return docs;
  }

  private step(): void {
    const entry = this.entries.next();
    if (entry.done !== true) {
      this.term = entry.value.term;
      this.packed = entry.value.packed;
      return;
    }
    const block = this.next(this.first);
    this.term = Number.POSITIVE_INFINITY;
    if (block === undefined) return;
    this.first = block.first;
    this.entries = entriesOf(block.bytes);
    this.step();
  }
}
