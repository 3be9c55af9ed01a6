import { ArchiveError } from '../../model/index.ts';
import { type Asking, first, isThere } from '../sql/asking.ts';

/** Throws a sentence where the catalogue is of a version that had no such index, and is only read.
 * `name` is the catalogue's. */
export function* requireIndex(name: string): Asking<void> {
  if (yield* isThere('find_docs')) return;
  throw new ArchiveError(
    'conflict',
    `${name}: its search index has not been made yet; backissue fetch or backissue serve makes it.`,
  );
}

/** How many articles that stay are not in the index. The latest come into it first, so the oldest tells
 * whether all are; they are counted only while some are not. */
export function* unindexedIn(): Asking<number> {
  // The oldest comes alone out of the inner question: PostgreSQL would list all documents there are for it.
  const oldest = yield* first<{ known: number | boolean }>(
    `select exists (select 1 from find_docs where find_docs.ord = oldest.ord) known
       from (select ord from articles where merged_into is null order by ord limit 1) oldest`,
  );
  if (oldest === undefined || oldest.known) return 0;
  const row = yield* first<{ count: number }>(
    `select count(*) count from articles where merged_into is null
       and not exists (select 1 from find_docs where find_docs.ord = articles.ord)`,
  );
  return row?.count ?? 0;
}
