import { sql } from 'kysely';
import type { Instant } from '../../model/index.ts';
import type { Store } from '../contract.ts';
import type { Database } from './schema.ts';
import { pollOf, pushOf } from './source-rows.ts';

type PollReads = Pick<
  Store,
  'pollStates' | 'pollState' | 'push' | 'pushes' | 'pushByToken' | 'nextPollAt'
>;

/** What is asked of polls and of pushes. */
export function pollReads(db: Database): PollReads {
  return {
    async pollStates() {
      return (await db.selectFrom('polls').selectAll().orderBy('source_id').execute()).map(pollOf);
    },
    async pollState(sourceId) {
      const row = await db
        .selectFrom('polls')
        .selectAll()
        .where('source_id', '=', sourceId)
        .executeTakeFirst();
      return row && pollOf(row);
    },
    async push(sourceId) {
      const query = db.selectFrom('pushes').selectAll().where('source_id', '=', sourceId);
      const row = await query.executeTakeFirst();
      return row && pushOf(row);
    },
    async pushes() {
      return (await db.selectFrom('pushes').selectAll().orderBy('source_id').execute()).map(pushOf);
    },
    async pushByToken(token) {
      const query = db.selectFrom('pushes').selectAll().where('token', '=', token);
      const row = await query.executeTakeFirst();
      return row && pushOf(row);
    },
    async nextPollAt() {
      const row = await db
        .selectFrom('polls')
        .select('next_poll_at as at')
        .where(
          sql<boolean>`exists (select 1 from sources where sources.id = polls.source_id
            and sources.state = 'followed' and sources.kind <> 'import')`,
        )
        .orderBy('next_poll_at')
        .limit(1)
        .executeTakeFirst();
      return row?.at as Instant | undefined;
    },
  };
}
