import { type Selectable, sql } from 'kysely';
import type { ArticleRecord } from '../../records.ts';
import type { Row } from '../../sql/cells.ts';
import { articleOf } from '../../sql/rows.ts';
import type { Database, Tables } from '../../sql/schema.ts';
import { type Connection, rowsOf, statement } from './tables.ts';

/**
 * What is kept of documents to find the same text elsewhere, beside `find_docs`. The stretches of a
 * sketch are terms of the inverted index.
 */
export const sketchTables: readonly string[] = [
  `create table find_sketches (doc integer primary key, ord integer not null, sketch blob not null)`,
];

/** A sketch by the number of its article. */
export interface SketchAt {
  readonly ord: number;
  readonly sketch: Uint8Array;
}

/** Whether the catalogue is of a version that sketches: one that is only read may be older. */
export const hasSketches = (connection: Connection): boolean =>
  statement<[], unknown>(
    connection,
    "select 1 from sqlite_master where name = 'find_sketches'",
  ).get() !== undefined;

/** Keeps the sketch of a document; the caller holds the transaction. */
export function putSketch(connection: Connection, doc: number, own: SketchAt): void {
  statement<[number, number, Uint8Array], unknown>(
    connection,
    'insert into find_sketches (doc, ord, sketch) values (?, ?, ?)',
  ).run(doc, own.ord, own.sketch);
}

/** Forgets the sketch of a document; the caller holds the transaction. */
export function dropSketch(connection: Connection, doc: number): void {
  statement<[number], unknown>(connection, 'delete from find_sketches where doc = ?').run(doc);
}

/** The sketch of a document that is still there. */
export const sketchOfDoc = (connection: Connection, doc: number): SketchAt | undefined =>
  statement<[number], SketchAt>(
    connection,
    'select ord, sketch from find_sketches where doc = ?',
  ).get(doc);

/** The sketches of documents that are still there and have one, by number. */
export const sketchesOf = (
  connection: Connection,
  docs: Iterable<number>,
): { readonly doc: number; readonly sketch: Uint8Array }[] =>
  rowsOf(connection, 'select doc, sketch from find_sketches', docs);

/** The sketch of an article by its number. */
export const sketchAt = (connection: Connection, ord: number): Uint8Array | undefined =>
  statement<[number], { sketch: Uint8Array }>(
    connection,
    `select sketch from find_docs join find_sketches using (doc) where find_docs.ord = ?`,
  ).get(ord)?.sketch;

/** The sketch of an article by its id. */
export function sketchOfArticle(connection: Connection, id: string): Uint8Array | undefined {
  if (!hasSketches(connection)) return undefined;
  const row = statement<[string], { ord: number }>(
    connection,
    'select ord from articles where id = ?',
  ).get(id);
  return row && sketchAt(connection, row.ord);
}

/** Articles that stay, whose words are on record and whose sketch is not, the latest on record first. */
export async function withoutSketch(db: Database, limit: number): Promise<ArticleRecord[]> {
  const { rows } = await sql<Selectable<Tables['articles']>>`select articles.* from articles
    join find_docs on find_docs.ord = articles.ord
    where merged_into is null and doc not in (select doc from find_sketches)
    order by articles.ord desc limit ${limit}`.execute(db);
  return rows.map(articleOf);
}

/** Articles by their numbers. */
export function articlesAt(
  connection: Connection,
  ords: readonly number[],
): ReadonlyMap<number, ArticleRecord> {
  const rows = statement<[string], Row<'articles'>>(
    connection,
    'select * from articles where ord in (select value from json_each(?))',
  ).all(JSON.stringify(ords));
  return new Map(rows.map((row) => [row.ord, articleOf(row)]));
}
