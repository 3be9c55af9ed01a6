import { type RawBuilder, type Selectable, sql } from 'kysely';
import type { Instant } from '../../model/index.ts';
import type { AccountStore, ArticleMarks, MarkedQuery } from '../account-contract.ts';
import type { ArticleRecord } from '../records.ts';
import { articleStream } from './article-stream.ts';
import { given } from './cells.ts';
import { isRead, isUnread, joined } from './read-lines.ts';
import { articleOf } from './rows.ts';
import type { Database, Tables } from './schema.ts';
import { transact } from './transact.ts';
import { unreadCounts } from './unread-counts.ts';

type Marking = Pick<
  AccountStore,
  'markArticles' | 'markAllRead' | 'marksOf' | 'unreadCounts' | 'markedArticles' | 'articleStream'
>;

/** Ids a statement; keeps the number of its parameters under every engine's limit. */
const atOnce = 500;

/** What users have read and starred. An article without a row of its own is read where a line covers it. */
export function articleMarks(db: Database, writer: () => Database): Marking {
  return {
    async markArticles(userId, articleIds, marks, at) {
      await transact(writer(), async (own) => {
        for (const ids of parts(articleIds)) await mark(own, userId, ids, marks, at);
      });
    },
    async markAllRead(userId, { before, sourceIds }) {
      await transact(writer(), async (own) => {
        for (const id of sourceIds ?? ['']) await drawLine(own, userId, id, before);
      });
    },
    async marksOf(userId, articleIds) {
      const found: ArticleMarks[] = [];
      for (const ids of parts(articleIds)) found.push(...(await marksOf(db, userId, ids)));
      return found;
    },
    unreadCounts: (userId) => unreadCounts(db, userId),
    markedArticles: (query) => markedArticles(db, query),
    articleStream: (query) => articleStream(db, query),
  };
}

const parts = (ids: readonly string[]): readonly (readonly string[])[] =>
  Array.from({ length: Math.ceil(ids.length / atOnce) }, (_, at) =>
    ids.slice(at * atOnce, (at + 1) * atOnce),
  );

/** The serials of the articles that these ids lead to. */
const ordsOf = (ids: readonly string[]) => sql`select distinct stays.ord from articles named
  join articles stays on stays.id = coalesce(named.merged_into, named.id)
  where named.id in (${sql.join(ids)})`;

async function mark(
  db: Database,
  userId: number,
  ids: readonly string[],
  { read, starred }: Parameters<AccountStore['markArticles']>[2],
  at: Instant,
): Promise<void> {
  const sets = [
    ...(read === undefined
      ? []
      : [
          sql`read = excluded.read`,
          sql`read_at = ${
            read
              ? sql`case when article_marks.read = 1
          then article_marks.read_at else excluded.read_at end`
              : sql`null`
          }`,
        ]),
    ...(starred === undefined
      ? []
      : [
          sql`starred_at = ${starred ? sql`coalesce(article_marks.starred_at, ${at})` : sql`null`}`,
        ]),
  ];
  if (sets.length === 0) return;
  const isRead = read === undefined ? null : Number(read);
  // `where true`: without it the engine takes `on conflict` for the end of a join.
  await sql`insert into article_marks (user_id, ord, read, read_at, starred_at)
    select cast(${userId} as integer), ord, cast(${isRead} as integer),
      cast(${read === true ? at : null} as text), cast(${starred === true ? at : null} as text)
    from (${ordsOf(ids)}) as marked where true
    on conflict (user_id, ord) do update set ${sql.join(sets)}`.execute(db);
  if (starred !== false) return;
  await sql`delete from article_marks where user_id = ${userId} and read is null
    and starred_at is null and ord in (${ordsOf(ids)})`.execute(db);
}

/** Puts a line for what is read, never back, and takes away what it makes superfluous. */
async function drawLine(
  db: Database,
  userId: number,
  sourceId: string,
  before: Instant,
): Promise<void> {
  await sql`insert into read_lines (user_id, source_id, before)
    values (${userId}, ${sourceId}, ${before}) on conflict (user_id, source_id)
    do update set before = excluded.before where excluded.before > read_lines.before`.execute(db);
  if (sourceId === '') {
    await sql`delete from read_lines where user_id = ${userId} and source_id <> ''
      and before <= ${before}`.execute(db);
  }
  const covered = sql`user_id = ${userId} and read is not null and exists (select 1 from articles
    where articles.ord = article_marks.ord and first_seen_at <= ${before}
      ${sourceId === '' ? sql`` : sql`and source_id = ${sourceId}`})`;
  await sql`delete from article_marks where starred_at is null and ${covered}`.execute(db);
  await sql`update article_marks set read = null, read_at = null where ${covered}`.execute(db);
}

async function marksOf(
  db: Database,
  userId: number,
  ids: readonly string[],
): Promise<ArticleMarks[]> {
  const { rows } = await sql<{
    id: string;
    is_read: number;
    read_at: Instant | null;
    starred_at: Instant | null;
  }>`select n.id, ${isRead(userId)} as is_read, m.read_at, m.starred_at
    from articles n join articles a on a.id = coalesce(n.merged_into, n.id) ${joined(userId)}
    where n.id in (${sql.join(ids)})`.execute(db);
  return rows.map((row) => ({
    articleId: row.id,
    read: Boolean(row.is_read),
    ...given('readAt', row.read_at),
    ...given('starredAt', row.starred_at),
  }));
}

async function markedArticles(db: Database, query: MarkedQuery): Promise<ArticleRecord[]> {
  const { userId, only, sourceIds, after, limit } = query;
  if (sourceIds?.length === 0) return [];
  // The order of this join is that of going through: from the few stars, or from the latest article.
  const from =
    only === 'starred'
      ? sql`article_marks m cross join articles a where a.ord = m.ord and m.user_id = ${userId}
        and m.starred_at is not null`
      : sql`articles a ${joined(userId)} where ${isUnread(userId)}`;
  const conditions: RawBuilder<unknown>[] = [
    sql`a.merged_into is null`,
    ...(sourceIds === undefined ? [] : [sql`a.source_id in (${sql.join(sourceIds)})`]),
    ...(after === undefined
      ? []
      : [sql`(a.first_seen_at, a.id) < (${after.firstSeenAt}, ${after.id})`]),
  ];
  const { rows } = await sql<Selectable<Tables['articles']>>`
    select a.* from ${from} and ${sql.join(conditions, sql` and `)}
    order by a.first_seen_at desc, a.id desc limit ${limit}`.execute(db);
  return rows.map(articleOf);
}

/** The marks of articles that were merged go to those that stay: read if either was, starred if either was. */
export async function mergeMarks(
  db: Database,
  articles: readonly ArticleRecord[] = [],
): Promise<void> {
  for (const { id, mergedInto } of articles) {
    if (mergedInto === undefined) continue;
    await sql`insert into article_marks (user_id, ord, read, read_at, starred_at)
      select m.user_id, stays.ord, m.read, m.read_at, m.starred_at from article_marks m
      join articles gone on gone.ord = m.ord join articles stays on stays.id = ${mergedInto}
      where gone.id = ${id} on conflict (user_id, ord) do update set ${ofEither}`.execute(db);
    await sql`delete from article_marks
      where ord in (select ord from articles where id = ${id})`.execute(db);
  }
}

const ofEither = sql`read = case when excluded.read = 1 then 1 else coalesce(article_marks.read, excluded.read) end,
  read_at = coalesce(article_marks.read_at, excluded.read_at),
  starred_at = coalesce(article_marks.starred_at, excluded.starred_at)`;
