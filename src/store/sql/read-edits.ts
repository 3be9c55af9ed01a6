import { type SqlBool, sql } from 'kysely';
import type { Instant } from '../../model/index.ts';
import type { Store } from '../contract.ts';
import type { EditCursor, EditQuery } from '../queries.ts';
import { editOf, revisionOf } from './rows.ts';
import type { Database } from './schema.ts';

type EditReads = Pick<Store, 'edits' | 'editsOf' | 'unweighed'>;

/** What is asked of edits. */
export function editReads(db: Database): EditReads {
  return {
    edits: (query) => edits(db, query),
    async editsOf(articleId) {
      const rows = await db
        .selectFrom('edits')
        .selectAll()
        .where('article_id', '=', articleId)
        .orderBy('to_number')
        .execute();
      return rows.map(editOf);
    },
    async unweighed(limit, after = '') {
      const rows = await db
        .selectFrom('revisions')
        .leftJoin('edits', 'edits.revision_id', 'revisions.id')
        .selectAll('revisions')
        .where('revisions.id', '>', after)
        .where('revisions.number', '>', 1)
        .where('edits.revision_id', 'is', null)
        .orderBy('revisions.id')
        .limit(limit)
        .execute();
      return rows.map(revisionOf);
    },
  };
}

async function edits(db: Database, query: EditQuery): ReturnType<Store['edits']> {
  const { order, sourceIds, revisionIds, since, until, least = 1, after, limit } = query;
  if (sourceIds?.length === 0 || revisionIds?.length === 0) return [];
  let wanted = db
    .selectFrom('edits')
    .innerJoin('articles', 'articles.id', 'edits.article_id')
    .selectAll('edits')
    .where('articles.merged_into', 'is', null)
    .where('edits.told', '=', 1)
    .where('edits.weight', '>=', least);
  if (sourceIds !== undefined) wanted = wanted.where('edits.source_id', 'in', sourceIds);
  if (revisionIds !== undefined) wanted = wanted.where('edits.revision_id', 'in', revisionIds);
  if (since !== undefined) wanted = wanted.where('edits.seen_at', '>=', since);
  if (until !== undefined) wanted = wanted.where('edits.seen_at', '<', until);
  if (after !== undefined) wanted = wanted.where(behind(order, after));
  if (query.onePerArticle === true) wanted = wanted.where(heaviestOfArticle(query));
  if (order === 'weight') wanted = wanted.orderBy('edits.weight', 'desc');
  const rows = await wanted
    .orderBy('edits.seen_at', 'desc')
    .orderBy('edits.revision_id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(editOf);
}

/** No edit of the same article, of those that are asked for, is heavier, or as heavy and newer. */
const heaviestOfArticle = ({ since = '' as Instant, until = '9' as Instant }: EditQuery) =>
  sql<SqlBool>`not exists (
    select 1 from edits as other
    where other.article_id = edits.article_id and other.told = 1
      and other.seen_at >= ${since} and other.seen_at < ${until}
      and (other.weight, other.seen_at, other.revision_id)
        > (edits.weight, edits.seen_at, edits.revision_id))`;

/** Row values are compared from left to right, as the order is. */
const behind = (order: EditQuery['order'], { weight, seenAt, revisionId }: EditCursor) =>
  order === 'weight'
    ? sql<SqlBool>`(edits.weight, edits.seen_at, edits.revision_id) < (${weight}, ${seenAt}, ${revisionId})`
    : sql<SqlBool>`(edits.seen_at, edits.revision_id) < (${seenAt}, ${revisionId})`;
