import type { ArticleRecord } from '../records.ts';
import { type Asking, all, first, isThere, run } from '../sql/asking.ts';
import type { Row } from '../sql/cells.ts';
import { articleOf } from '../sql/rows.ts';
import { rowsOf } from './rows-of.ts';

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

interface DocSketch extends SketchAt {
  readonly doc: number;
}

/** Keeps the sketches of documents, 100 at most; the caller holds the transaction. */
export function* putSketches(all: readonly DocSketch[]): Asking<void> {
  if (all.length === 0) return;
  yield* run(
    `insert into find_sketches (doc, ord, sketch) values ${all.map(() => '(?, ?, ?)').join(', ')}`,
    ...all.flatMap(({ doc, ord, sketch }) => [doc, ord, sketch]),
  );
}

/** Forgets the sketches of documents; the caller holds the transaction. */
export const dropSketches = (docs: readonly number[]): Asking<void> =>
  run(({ numbers }) => `delete from find_sketches where doc in ${numbers}`, JSON.stringify(docs));

/** The sketches of documents that are still there and have one, by number. */
export const sketchesOf = (docs: Iterable<number>): Asking<readonly DocSketch[]> =>
  rowsOf<DocSketch>('select doc, ord, sketch from find_sketches', docs);

/** The sketch of an article by its id. */
export function* sketchOfArticle(id: string): Asking<Uint8Array | undefined> {
  if (!(yield* isThere('find_sketches'))) return undefined;
  const row = yield* first<{ sketch: Uint8Array }>(
    `select sketch from articles join find_docs on find_docs.ord = articles.ord
       join find_sketches on find_sketches.doc = find_docs.doc where articles.id = ?`,
    id,
  );
  return row?.sketch;
}

/** Articles that stay, whose words are on record and whose sketch is not, the latest on record first. */
export function* withoutSketch(limit: number): Asking<ArticleRecord[]> {
  const rows = yield* all<Row<'articles'>>(
    `select articles.* from articles join find_docs on find_docs.ord = articles.ord
       where merged_into is null
         and not exists (select 1 from find_sketches where find_sketches.doc = find_docs.doc)
       order by articles.ord desc limit ?`,
    limit,
  );
  return rows.map(articleOf);
}

/** Articles by their numbers. */
export function* articlesAt(ords: readonly number[]): Asking<ReadonlyMap<number, ArticleRecord>> {
  const rows = yield* all<Row<'articles'>>(
    ({ numbers }) => `select * from articles where ord in ${numbers}`,
    JSON.stringify(ords),
  );
  return new Map(rows.map((row) => [row.ord, articleOf(row)]));
}
