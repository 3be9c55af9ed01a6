import type { Instant } from '../../model/index.ts';
import type { Store } from '../contract.ts';
import type { Database } from './schema.ts';
import { pollOf, pushOf } from './source-rows.ts';

type PollReads = Pick<Store, 'pollStates' | 'pollState' | 'push' | 'pushByToken' | 'nextPollAt'>;

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
    async pushByToken(token) {
      const query = db.selectFrom('pushes').selectAll().where('token', '=', token);
      const row = await query.executeTakeFirst();
      return row && pushOf(row);
    },
    async nextPollAt() {
      const row = await db
        .selectFrom('polls')
        .innerJoin('sources', 'sources.id', 'polls.source_id')
        .select('polls.next_poll_at as at')
        .where('sources.state', '=', 'followed')
        .where('sources.kind', '<>', 'import')
        .orderBy('polls.next_poll_at')
        .executeTakeFirst();
      return row?.at as Instant | undefined;
    },
  };
}
