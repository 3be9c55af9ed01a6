import { type Selectable, sql } from 'kysely';
import type { Takedown } from '../../model/index.ts';
import type { Change } from '../change.ts';
import type { ArticleRecord } from '../records.ts';
import { articleOf } from '../sql/rows.ts';
import type { Database, Tables } from '../sql/schema.ts';
import { erasedArticles } from '../sql/write-takedowns.ts';
import type { Catalogue } from './catalogue.ts';
import {
  type Connection,
  eraseDocs,
  eraseRemoved,
  writeDocs,
  writeRemoved,
  writeSketches,
} from './finder/index.ts';
import { eraseHappenings } from './hooks.ts';
import { eraseSaved } from './saved-searches.ts';

/** What the first catalogues held; a later migration drops it. */
export const oldWordTables: readonly string[] = [
  `create virtual table words using fts5 (title, body, content = '', contentless_delete = 1,
     tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co M*'")`,
];

/**
 * What a change means for search words and sketches: those it brings are written in place of those
 * before, those of articles that are taken down or merged into another go. The caller holds the transaction,
 * and `articles` are written already but not yet erased.
 */
export function writeWords(connection: Connection, change: Change): void {
  const { words = [], sketches = [], removedWords = [], articles = [] } = change;
  writeDocs(connection, words);
  writeSketches(connection, sketches);
  writeRemoved(
    connection,
    removedWords,
    words.map(({ articleId }) => articleId),
  );
  const merged = articles.filter((one) => one.mergedInto !== undefined);
  forget(
    connection,
    ordsOf(
      connection,
      merged.map(({ id }) => id),
    ),
  );
}

function forget(connection: Connection, ords: readonly number[]): void {
  eraseDocs(connection, ords);
  eraseRemoved(connection, ords);
}

/** Takes articles that are taken down out of the index, of what saved searches found and of what hooks are
 * still to be told, before their rows go; the caller holds the transaction. */
export async function eraseWords(
  { db, connection }: Catalogue,
  takedowns: readonly Takedown[],
): Promise<void> {
  for (const takedown of takedowns) {
    const ids = await erasedArticles(db, takedown);
    const ords = ordsOf(connection, ids);
    forget(connection, ords);
    eraseSaved(connection, ords);
    eraseHappenings(connection, ids);
  }
}

function ordsOf(connection: Connection, ids: readonly string[]): number[] {
  const find = connection.prepare<[string], { ord: number }>(
    'select ord from articles where id = ?',
  );
  return ids.flatMap((id) => find.get(id)?.ord ?? []);
}

/** Articles that stay and that search does not know, the latest on record first. */
export async function withoutWords(db: Database, limit: number): Promise<ArticleRecord[]> {
  const { rows } = await sql<Selectable<Tables['articles']>>`select * from articles
    where merged_into is null and ord not in (select ord from find_docs)
    order by ord desc limit ${limit}`.execute(db);
  return rows.map(articleOf);
}
