import { type RawBuilder, sql } from 'kysely';
import { type HostAnswer, type HostClaim, longestHoldMs } from '../../model/index.ts';
import type { HostStore } from '../host-records.ts';
import type { HostTables } from './host-schema.ts';
import { alone, type Locking } from './leases.ts';
import type { Database } from './schema.ts';

/** How long who finds a host taken waits, at least and at most, beyond the gap. */
const [soonest, latest] = [25, 1000];

/** What lies further ahead than this was noted by a clock that was wrong: to wait for it would be to wait until that time
 * came. Clocks that are right differ by less. */
const aheadMs = 60_000;

const futureOf = ({ at, gapMs }: HostClaim): number => at + Math.max(gapMs, aheadMs);

/** Claims of hosts: each taken and ended by one statement. */
export function hostClaims(writer: () => Database, locking: Locking = alone): HostStore {
  return {
    claimHost: async (claim) =>
      await locking.again(writer(), async (db) =>
        (await taken(db, claim)) ? { isGranted: true } : await refused(db, claim),
      ),
    leaveHost: async ({ host, pass, reachedAt = 0, heldUntil = 0, askedUntil = 0 }) => {
      await locking.again(writer(), (db) =>
        sql`update hosts set started_at = ${laterStart(pass, reachedAt)},
          held_until = ${later('held_until', heldUntil)},
          asked_until = ${later('asked_until', askedUntil)},
          pass_until = case when pass = ${pass} then 0 else pass_until end,
          pass = case when pass = ${pass} then '' else pass end
          where host = ${host}`.execute(db),
      );
    },
  };
}

/** What is noted of the future is made another, so that who waits for it counts from the end of this request; and later by what
 * lay between the claim and the request, for the one whose clock it is. */
function laterStart(pass: string, time: number): RawBuilder<unknown> {
  const future = time === 0 ? Number.MAX_SAFE_INTEGER : time + aheadMs;
  return sql`case when started_at < ${time} then ${time}
    when started_at <= ${future} then started_at
    when pass = ${pass} and pass_at < ${time} then started_at + ${time} - pass_at
    else started_at + 1 end`;
}

function later(column: 'held_until' | 'asked_until', time: number): RawBuilder<unknown> {
  const before = sql.ref(column);
  return sql`case when ${before} < ${time} then ${time} else ${before} end`;
}

async function taken(db: Database, claim: HostClaim): Promise<boolean> {
  const { host, pass, at, until, gapMs, seen } = claim;
  const future = futureOf(claim);
  // What is of the future counts from when it was first seen, while it stays as it was.
  const seenMs = seen === undefined ? -1 : at - seen.at;
  const isSeen = sql`hosts.started_at = ${seen?.reachedAt ?? -1} and hosts.pass = ${seen?.pass ?? ''}`;
  const isGapSeen = seen !== undefined && seenMs >= gapMs ? 1 : 0;
  const { rows } = await sql`
    insert into hosts (host, started_at, held_until, asked_until, pass, pass_at, pass_until)
    values (${host}, 0, 0, 0, ${pass}, ${at}, ${until})
    on conflict (host) do update set pass = excluded.pass, pass_at = excluded.pass_at,
      pass_until = excluded.pass_until,
      started_at = case when hosts.started_at > ${future} then hosts.started_at + ${Math.max(0, seenMs)}
        else hosts.started_at end
    where hosts.held_until <= ${at}
      and (hosts.pass_until <= ${at} or (${isSeen} and hosts.pass_at > ${future}
        and hosts.pass_until - hosts.pass_at <= ${seenMs}))
      and (hosts.started_at <= ${at - gapMs} or (${isSeen} and hosts.started_at > ${future}
        and 1 = ${isGapSeen}))
    returning host`.execute(db);
  return rows.length > 0;
}

async function refused(db: Database, claim: HostClaim): Promise<HostAnswer> {
  const { host, at, gapMs, seen } = claim;
  const row = await db.selectFrom('hosts').selectAll().where('host', '=', host).executeTakeFirst();
  if (row === undefined) return { isGranted: false, againAt: at + 1 };
  const { started_at: reachedAt, pass } = row;
  const { held_until: heldUntil, asked_until: askedUntil } = await heldBy(db, claim, row);
  const isHeld = heldUntil > at;
  const isSeen = seen?.reachedAt === reachedAt && seen.pass === pass;
  const isAhead = reachedAt > futureOf(claim);
  const start = isAhead ? (isSeen ? seen.at : at) : reachedAt;
  return {
    isGranted: false,
    againAt: Math.max(at + 1, start + gapMs, isHeld ? heldUntil : 0, againAfterPass(claim, row)),
    ...(isHeld ? { heldUntil } : {}),
    ...(isHeld && askedUntil > at ? { askedUntil } : {}),
    ...(isAhead || isPassAhead(claim, row) ? { ahead: { reachedAt, pass } } : {}),
  };
}

type Held = Pick<HostTables['hosts'], 'held_until' | 'asked_until'>;

/** Until when a host is left alone. What lies further ahead than hosts are left alone for was noted by a clock that is
 * ahead, nobody knows when: it is made as long as that from now. */
async function heldBy(db: Database, { host, at }: HostClaim, row: Held): Promise<Held> {
  const { held_until } = row;
  const longest = at + longestHoldMs;
  if (held_until <= longest + aheadMs) return row;
  const held = { held_until: longest, asked_until: row.asked_until - held_until + longest };
  await db
    .updateTable('hosts')
    .set(held)
    .where('host', '=', host)
    .where('held_until', '=', held_until)
    .execute();
  return held;
}

type Pass = Pick<HostTables['hosts'], 'pass_at' | 'pass_until'>;

const isPassAhead = (claim: HostClaim, { pass_at, pass_until }: Pass): boolean =>
  pass_until > claim.at && pass_at > futureOf(claim);

/** When to look again at a host that another has; 0 where none has it. */
function againAfterPass(claim: HostClaim, row: Pass): number {
  const { at, gapMs } = claim;
  if (row.pass_until <= at) return 0;
  if (isPassAhead(claim, row)) return at + latest;
  // Whoever has it has begun at about its claim, and nobody may begin before the gap after that. When it will
  // end nobody knows: the longer it has lasted, the longer it may last.
  const lasting = at + Math.min(latest, Math.max(soonest, at - row.pass_at));
  return Math.max(row.pass_at + gapMs, lasting);
}
