import { type RawBuilder, type Selectable, sql } from 'kysely';
import { type HostAnswer, type HostClaim, longestHoldMs } from '../../model/index.ts';
import type { HostStore } from '../host-records.ts';
import type { HostTables } from './host-schema.ts';
import { alone, type Locking } from './leases.ts';
import type { Database } from './schema.ts';

/** How long who finds a host taken waits, at least and at most, beyond the gap. */
const [soonest, latest] = [25, 1000];

/** What lies further ahead than this was noted by a clock that was wrong, and binds nobody: else a host would be left
 * alone until that time came. Clocks that are right differ by less. */
const aheadMs = 60_000;

/** Claims of hosts: each taken and ended by one statement. */
export function hostClaims(writer: () => Database, locking: Locking = alone): HostStore {
  return {
    claimHost: async (claim) =>
      await locking.again(writer(), async (db) =>
        (await taken(db, claim)) ? { isGranted: true } : await refused(db, claim),
      ),
    leaveHost: async ({ host, pass, startedAt = 0, heldUntil = 0, askedUntil = 0 }) => {
      await locking.again(writer(), (db) =>
        sql`update hosts set started_at = ${later('started_at', startedAt)},
          held_until = ${later('held_until', heldUntil)},
          asked_until = ${later('asked_until', askedUntil)},
          pass_until = case when pass = ${pass} then 0 else pass_until end,
          pass = case when pass = ${pass} then '' else pass end
          where host = ${host}`.execute(db),
      );
    },
  };
}

function later(
  column: 'started_at' | 'held_until' | 'asked_until',
  time: number,
): RawBuilder<unknown> {
  const before = sql.ref(column);
  return sql`case when ${before} < ${time} then ${time} else ${before} end`;
}

async function taken(db: Database, { host, pass, at, until, gapMs }: HostClaim): Promise<boolean> {
  const [ahead, heldAhead] = [at + aheadMs, at + longestHoldMs + aheadMs];
  const { rows } = await sql`
    insert into hosts (host, started_at, held_until, asked_until, pass, pass_at, pass_until)
    values (${host}, 0, 0, 0, ${pass}, ${at}, ${until})
    on conflict (host) do update set pass = excluded.pass, pass_at = excluded.pass_at,
      pass_until = excluded.pass_until,
      started_at = case when hosts.started_at > ${ahead} then 0 else hosts.started_at end,
      held_until = case when hosts.held_until > ${heldAhead} then 0 else hosts.held_until end,
      asked_until = case when hosts.held_until > ${heldAhead} then 0 else hosts.asked_until end
    where (hosts.pass_until <= ${at} or hosts.pass_at > ${ahead})
      and (hosts.held_until <= ${at} or hosts.held_until > ${heldAhead})
      and (hosts.started_at <= ${at - gapMs} or hosts.started_at > ${ahead})
    returning host`.execute(db);
  return rows.length > 0;
}

async function refused(db: Database, { host, at, gapMs }: HostClaim): Promise<HostAnswer> {
  const found = await db
    .selectFrom('hosts')
    .selectAll()
    .where('host', '=', host)
    .executeTakeFirst();
  if (found === undefined) return { isGranted: false, againAt: at + 1 };
  const row = believed(found, at);
  const isTaken = row.pass_until > at;
  // Whoever has it has begun at about its claim, and nobody may begin before the gap after that. When it will
  // end nobody knows: the longer it has lasted, the longer it may last.
  const claimed = isTaken ? row.pass_at + gapMs : 0;
  const lasting = isTaken ? at + Math.min(latest, Math.max(soonest, at - row.pass_at)) : 0;
  return {
    isGranted: false,
    againAt: Math.max(at + 1, row.started_at + gapMs, row.held_until, claimed, lasting),
    ...(row.held_until > at ? { heldUntil: row.held_until } : {}),
    ...(row.asked_until > at ? { askedUntil: row.asked_until } : {}),
  };
}

type HostRow = Selectable<HostTables['hosts']>;

/** A row without what a clock that was wrong has noted in it. */
function believed(row: HostRow, at: number): HostRow {
  const isHeld = row.held_until <= at + longestHoldMs + aheadMs;
  return {
    ...row,
    ...(row.started_at > at + aheadMs && { started_at: 0 }),
    ...(row.pass_at > at + aheadMs && { pass_until: 0 }),
    ...(isHeld ? {} : { held_until: 0, asked_until: 0 }),
  };
}
