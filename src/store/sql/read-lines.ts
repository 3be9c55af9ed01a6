import { sql } from 'kysely';

/** Until when all sources' articles count as read; '' before every moment. */
export const lineOfAll = (userId: number) => sql`coalesce((select before from read_lines
  where user_id = ${userId} and source_id = ''), '')`;

/** 1 where an article `a` is read, else 0, with its row of marks `m` and its source's line `s` joined. */
export const isRead = (
  userId: number,
) => sql`coalesce(m.read, case when a.first_seen_at <= ${lineOfAll(userId)}
  or a.first_seen_at <= coalesce(s.before, '') then 1 else 0 end)`;

/** Joins an article `a` with its row of marks `m` and its source's line `s`. */
export const joined = (
  userId: number,
) => sql`left join article_marks m on m.user_id = ${userId} and m.ord = a.ord
  left join read_lines s on s.user_id = ${userId} and s.source_id = a.source_id`;

/** Unread articles stand behind the line of all, or were kept unread one by one. */
export const isUnread = (userId: number) => sql`(a.first_seen_at > ${lineOfAll(userId)} or a.ord in
  (select ord from article_marks where user_id = ${userId} and read = 0)) and ${isRead(userId)} = 0`;
