import { sql } from 'kysely';
import type { Instant } from '../../model/index.ts';
import type { UnreadCount } from '../account-contract.ts';
import { lineOfAll } from './read-lines.ts';
import type { Database } from './schema.ts';

/** Sources with articles, found one behind the other in the index of first sights: as many steps as sources. */
const places = sql`places (id) as (
  select min(source_id) from articles where merged_into is null
  union all select (select min(source_id) from articles
    where merged_into is null and source_id > places.id) from places where places.id is not null)`;

/**
 * What a user has not read of each source. What stands behind a source's line is counted in the index alone;
 * what was marked one by one is taken off it, or put to it.
 */
export async function unreadCounts(db: Database, userId: number): Promise<UnreadCount[]> {
  const line = await lineOf(db, userId);
  const lineHere = sql`case when s.before > ${line} then s.before else ${line} end`;
  const { rows } = await sql<{ source_id: string; articles: number; newest: Instant | null }>`
    with recursive ${places},
    lined as (select places.id, ${lineHere} as line
      from places left join read_lines s on s.user_id = ${userId} and s.source_id = places.id
      where places.id is not null),
    marked as (select a.source_id, max(case when m.read = 0 then a.first_seen_at end) as newest,
        sum(case when m.read = 1 and a.first_seen_at > ${lineHere} then -1
          when m.read = 0 and a.first_seen_at <= ${lineHere} then 1 else 0 end) as more
      from article_marks m cross join articles a
      left join read_lines s on s.user_id = ${userId} and s.source_id = a.source_id
      where a.ord = m.ord and m.user_id = ${userId} and m.read is not null
        and a.merged_into is null group by a.source_id)
    select lined.id as source_id,
      (select count(*) from articles a where a.merged_into is null and a.source_id = lined.id
        and a.first_seen_at > lined.line) + coalesce(marked.more, 0) as articles,
      coalesce((select a.first_seen_at from articles a where a.merged_into is null
          and a.source_id = lined.id and a.first_seen_at > lined.line
          and not exists (select 1 from article_marks m
            where m.user_id = ${userId} and m.ord = a.ord and m.read = 1)
          order by a.first_seen_at desc limit 1), marked.newest) as newest
    from lined left join marked on marked.source_id = lined.id order by lined.id`.execute(db);
  return rows.flatMap(({ source_id: sourceId, articles, newest }) =>
    newest === null || articles === 0 ? [] : [{ sourceId, articles, newestAt: newest }],
  );
}

async function lineOf(db: Database, userId: number): Promise<string> {
  const { rows } = await sql<{ line: string }>`select ${lineOfAll(userId)} as line`.execute(db);
  return rows[0]?.line ?? '';
}
