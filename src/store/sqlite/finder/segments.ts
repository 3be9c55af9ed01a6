import { type Block, type List, listInBlock, noList } from './blocks.ts';
import { type Connection, statement, termsTable } from './tables.ts';
import type { Term } from './terms.ts';

/** A stretch of documents with its inverted index. */
export interface Segment {
  readonly id: number;
  readonly level: number;
  /** The last document in it. */
  readonly last: number;
}

/** The whole segments by their documents. */
export function segmentsOf(connection: Connection): Segment[] {
  return statement<[], Segment>(
    connection,
    'select id, level, last from find_segments where parts is null order by last',
  ).all();
}

/** The list of a term in a segment. */
export function listIn(connection: Connection, segment: number, term: Term): List {
  const row = statement<[number], { bytes: Buffer }>(
    connection,
    `select bytes from ${termsTable(segment)} where first <= ? order by first desc limit 1`,
  ).get(term);
  return row === undefined ? noList : listInBlock(row.bytes, term);
}

/** Adds a segment. `fill` gives its blocks by term. */
export function addSegment(
  connection: Connection,
  segment: Omit<Segment, 'id'>,
  fill: (give: (block: Block) => void) => void,
): void {
  fill(blockTaker(connection, insertSegment(connection, segment, null)));
}

/** A segment whose terms are still to come; `parts` is JSON of the ids it is made of, null: of none. */
export function insertSegment(
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

/** Writes blocks of a segment. */
export function blockTaker(connection: Connection, id: number): (block: Block) => void {
  const insert = connection.prepare(`insert into ${termsTable(id)} values (?, ?)`);
  return ({ first, bytes }) => void insert.run(first, bytes);
}
