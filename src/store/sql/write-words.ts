import type { Change } from '../change.ts';
import {
  eraseDocs,
  eraseRemoved,
  type WrittenWords,
  writeDocs,
  writeRemoved,
  writeSketches,
} from '../finder/index.ts';
import type { ArticleRecord } from '../records.ts';
import { type Asking, all } from './asking.ts';
import type { Row } from './cells.ts';
import { writeDigests } from './digests.ts';
import { eraseHappenings, forgetTold, writeHooks } from './hooks.ts';
import { articleOf } from './rows.ts';
import { eraseSaved, writeSaved } from './saved-searches.ts';

/** Writes what a change says of search, saved searches, hooks and digests; the caller holds the
 * transaction, in which its articles are written already. */
export function* writeSought(change: Change, written: WrittenWords): Asking<void> {
  yield* writeWords(change, written);
  yield* writeSaved(change);
  yield* writeHooks(change);
  yield* writeDigests(change);
  yield* forgetTold(change);
}

/** Words and sketches that a change brings are written in place of those before; those of articles that
 * are merged into another go. */
function* writeWords(change: Change, written: WrittenWords): Asking<void> {
  const { words = [], sketches = [], removedWords = [], articles = [] } = change;
  const ids = words.map(({ articleId }) => articleId);
  yield* writeDocs(words, written, writeRemoved(removedWords, ids));
  yield* writeSketches(sketches);
  const merged = articles.filter((one) => one.mergedInto !== undefined);
  yield* forget(yield* ordsOf(merged.map(({ id }) => id)));
}

function* forget(ords: readonly number[]): Asking<void> {
  yield* eraseDocs(ords);
  yield* eraseRemoved(ords);
}

/** Takes articles that are taken down out of the index, of what saved searches found and of what hooks are
 * still to be told, before their rows go; the caller holds the transaction. */
export function* eraseWords(articleIds: readonly string[]): Asking<void> {
  const ords = yield* ordsOf(articleIds);
  yield* forget(ords);
  yield* eraseSaved(ords);
  yield* eraseHappenings(articleIds);
}

function* ordsOf(ids: readonly string[]): Asking<number[]> {
  if (ids.length === 0) return [];
  const rows = yield* all<{ ord: number }>(
    ({ texts }) => `select ord from articles where id in ${texts}`,
    JSON.stringify(ids),
  );
  return rows.map(({ ord }) => ord);
}

/** Articles that stay and that search does not know, the latest on record first. */
export function* withoutWords(limit: number): Asking<ArticleRecord[]> {
  const rows = yield* all<Row<'articles'>>(
    `select * from articles where merged_into is null
       and not exists (select 1 from find_docs where find_docs.ord = articles.ord) order by ord desc limit ?`,
    limit,
  );
  return rows.map(articleOf);
}
