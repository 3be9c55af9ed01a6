import { type RawBuilder, sql } from 'kysely';
import type { Instant } from '../../model/index.ts';
import type { StreamArticle, StreamQuery } from '../account-contract.ts';
import { isRead, isUnread, joined } from './read-lines.ts';
import type { Database } from './schema.ts';

/** Goes through an index in its order; for stars, of which there are few, from those. */
export async function articleStream(db: Database, query: StreamQuery): Promise<StreamArticle[]> {
  const { userId, starred, oldestFirst = false, limit } = query;
  if (query.sourceIds?.length === 0) return [];
  const from =
    starred === true
      ? sql`article_marks m cross join articles a
        left join read_lines s on s.user_id = ${userId} and s.source_id = a.source_id
        where a.ord = m.ord and m.user_id = ${userId} and m.starred_at is not null`
      : sql`articles a ${joined(userId)} where true`;
  const direction = oldestFirst ? sql`asc` : sql`desc`;
  const { rows } = await sql<{ id: string; changed_at: Instant }>`
    select a.id, a.changed_at from ${from} and ${sql.join(conditions(query), sql` and `)}
    order by a.changed_at ${direction}, a.id ${direction} limit ${limit}`.execute(db);
  return rows.map((row) => ({ id: row.id, changedAt: row.changed_at }));
}

function conditions(query: StreamQuery): readonly RawBuilder<unknown>[] {
  const { userId, read, starred, sourceIds, exceptSourceIds = [] } = query;
  return [
    sql`a.merged_into is null`,
    ...within(query),
    ...(sourceIds === undefined ? [] : [ofSources(sourceIds)]),
    ...(exceptSourceIds.length === 0
      ? []
      : [sql`a.source_id not in (${sql.join([...exceptSourceIds])})`]),
    ...(read === true ? [sql`${isRead(userId)} = 1`] : read === false ? [isUnread(userId)] : []),
    ...(starred === false ? [sql`m.starred_at is null`] : []),
  ];
}

/** One source by its own index; of an engine's choice for several. */
const ofSources = (ids: readonly string[]) =>
  ids.length === 1 ? sql`a.source_id = ${ids[0]}` : sql`a.source_id in (${sql.join([...ids])})`;

function within(query: StreamQuery): readonly RawBuilder<unknown>[] {
  const { since, until, seenUntil, after, oldestFirst = false } = query;
  const beyond = oldestFirst ? sql`>` : sql`<`;
  return [
    ...(since === undefined ? [] : [sql`a.changed_at >= ${since}`]),
    ...(until === undefined ? [] : [sql`a.changed_at <= ${until}`]),
    ...(seenUntil === undefined ? [] : [sql`a.first_seen_at <= ${seenUntil}`]),
    ...(after === undefined
      ? []
      : [sql`(a.changed_at, a.id) ${beyond} (${after.changedAt}, ${after.id})`]),
  ];
}
