import { type RawBuilder, type Selectable, sql } from 'kysely';
import type { Instant, PollState } from '../../model/index.ts';
import type { Store } from '../contract.ts';
import { LeaseLost } from '../lease-lost.ts';
import type { DuePoll, Lease } from '../records.ts';
import type { Database, Tables } from './schema.ts';
import { pollOf, sourceOf } from './source-rows.ts';

type Leasing = Pick<
  Store,
  'leasePolls' | 'leasePoll' | 'renewPolls' | 'releasePolls' | 'hastenPoll'
>;

/** How an engine on which several write keeps two from taking the same. */
export interface Locking {
  /** Rows of polls, without those that another is taking just now. */
  which(due: RawBuilder<unknown>): RawBuilder<unknown>;
  transact<Result>(db: Database, work: (at: Database) => Promise<Result>): Promise<Result>;
  /** Does what is right as statements of their own, without a transaction, and again where the engine asks for that. */
  again<Result>(db: Database, work: (at: Database) => Promise<Result>): Promise<Result>;
  /** At the end of a `select` of what must stay as it is until the transaction ends. */
  readonly held: RawBuilder<unknown>;
}

/** Of an engine on which one writes at a time. */
export const alone: Locking = {
  which: (due) => due,
  transact: (db, work) => work(db),
  again: (db, work) => work(db),
  held: sql``,
};

/** Leases of polls: taken and ended by single statements, so that no two workers hold one. */
export function pollLeases(writer: () => Database, locking: Locking = alone): Leasing {
  return {
    async leasePolls({ at, lease, limit }) {
      const due = locking.which(
        sql`source_id in (
          select id from (
            select sources.id as id, next_poll_at, row_number() over (
              partition by sources.host order by next_poll_at, sources.id) as turn
            from polls join sources on sources.id = polls.source_id
            where next_poll_at <= ${at} and state = 'followed' and kind <> 'import'
              and host not in (
                select busy.host from sources busy join polls held on held.source_id = busy.id
                where held.leased_until > ${at})) as due
          where turn = 1 order by next_poll_at, id limit ${limit})`,
      );
      return await locking.transact(writer(), (db) => take(db, lease, due));
    },
    async leasePoll(sourceId, at, lease) {
      const [taken] = await take(
        writer(),
        lease,
        sql`source_id = ${sourceId} and (${isFree(at)} or leased_by = ${lease.holder})`,
      );
      return taken;
    },
    async hastenPoll(sourceId, at) {
      await sql`update polls set next_poll_at = ${at}
        where source_id = ${sourceId} and next_poll_at > ${at}`.execute(writer());
    },
    async renewPolls(sourceIds, { holder, until }) {
      if (sourceIds.length === 0) return;
      await sql`update polls set leased_until = ${until}
        where leased_by = ${holder} and source_id in (${sql.join(sourceIds)})`.execute(writer());
    },
    async releasePolls(holder) {
      const held = holder === undefined ? sql`is not null` : sql`= ${holder}`;
      await sql`update polls set leased_by = null, leased_until = null where leased_by ${held}`.execute(
        writer(),
      );
    },
  };
}

const isFree = (at: Instant) => sql`(leased_until is null or leased_until <= ${at})`;

async function take(db: Database, lease: Lease, which: ReturnType<typeof sql>): Promise<DuePoll[]> {
  const { rows } = await sql<Selectable<Tables['polls']>>`
    update polls set leased_by = ${lease.holder}, leased_until = ${lease.until}
    where ${which} returning *`.execute(db);
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.source_id);
  const found = await db.selectFrom('sources').selectAll().where('id', 'in', ids).execute();
  const sources = new Map(found.map((row) => [row.id, sourceOf(row)]));
  return rows
    .map(pollOf)
    .sort((one, other) => before(one, other))
    .flatMap((poll) => {
      const source = sources.get(poll.sourceId);
      return source === undefined ? [] : [{ source, poll }];
    });
}

type Placed = Pick<DuePoll['poll'], 'nextPollAt' | 'sourceId'>;

function before(one: Placed, other: Placed): number {
  const [mine, theirs] = [one, other].map((poll) => `${poll.nextPollAt} ${poll.sourceId}`);
  return (mine ?? '') < (theirs ?? '') ? -1 : 1;
}

/** Throws `LeaseLost` unless this holder has the lease of every one of these polls; within the
 * transaction that writes them. */
export async function checkLeases(
  db: Database,
  polls: readonly PollState[],
  leasedBy: string,
  { held }: Pick<Locking, 'held'> = alone,
): Promise<void> {
  for (const { sourceId } of polls) {
    const { rows } = await sql<Pick<Tables['polls'], 'leased_by'>>`
      select leased_by from polls where source_id = ${sourceId} ${held}`.execute(db);
    const [row] = rows;
    if (row?.leased_by === leasedBy) continue;
    throw new LeaseLost(
      `${sourceId}: ${row?.leased_by ?? 'nobody'} polls this source now, not ${leasedBy}; the next poll will bring the same.`,
    );
  }
}
