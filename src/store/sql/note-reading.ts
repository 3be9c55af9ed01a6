import { sql } from 'kysely';
import type { Change } from '../change.ts';
import type { Database } from './schema.ts';

/** When an article was first seen, or its newest revision where that was later. */
const lastChange = sql`coalesce((select seen_at from revisions where revisions.id = articles.revision_id
  and seen_at > articles.first_seen_at), first_seen_at)`;

/** Notes what readers are to know of a change, once its articles and their revisions are written: when
 * articles last changed, and which are unread again for those who read them, one by one, before a moment. */
export async function noteReading(
  db: Database,
  { articles = [], unread = [] }: Change,
): Promise<void> {
  for (const { id } of articles) {
    await sql`update articles set changed_at = ${lastChange}
      where id = ${id} and changed_at is distinct from ${lastChange}`.execute(db);
  }
  for (const { articleId, before } of unread) {
    await sql`update article_marks set read = 0, read_at = null where read = 1
      and read_at < ${before} and ord = (select stays.ord from articles named
        join articles stays on stays.id = coalesce(named.merged_into, named.id)
        where named.id = ${articleId})`.execute(db);
  }
}
