import { type RawBuilder, sql } from 'kysely';
import type { Instant } from '../../model/index.ts';
import type { Fence } from '../commit-terms.ts';
import { LeaseLost } from '../lease-lost.ts';
import type { HeldLease, LeaseRow, LeaseStore } from '../lease-records.ts';
import { type Asking, all, isThere } from './asking.ts';
import { alone, type Locking } from './leases.ts';
import type { Database } from './schema.ts';

type Writes = Omit<LeaseStore, 'leases'>;

/** Leases of work: each method one statement, so that no two workers hold one; rows in the order of their
 * names, so that no two wait for each other. */
export function workLeases(writer: () => Database, locking: Locking = alone): Writes {
  return {
    takeLeases: async ({ names, lease, at }) => {
      const wanted = [...new Set(names)].sort();
      if (wanted.length === 0) return [];
      return await locking.again(writer(), (db) => take(db, wanted, lease, at));
    },
    renewLeases: async (held, { holder, until }) =>
      await locking.again(writer(), (db) => change(db, held, holder, sql`until = ${until}`)),
    releaseLeases: async (held, holder, at) => {
      const released = sql`holder = '', until = ${at}`;
      await locking.again(writer(), (db) => change(db, held, holder, released));
    },
    forgetLeases: async (before) => {
      await locking.again(writer(), (db) =>
        db.deleteFrom('leases').where('until', '<', before).execute(),
      );
    },
  };
}

/** An epoch is at least the time at which it began: it rises though what ended long ago is forgotten. */
async function take(
  db: Database,
  names: readonly string[],
  { holder, until }: { readonly holder: string; readonly until: Instant },
  at: Instant,
): Promise<HeldLease[]> {
  const epoch = Date.parse(at);
  const rows = names.map((name) => sql`(${name}, ${holder}, ${until}, ${epoch})`);
  const taken = await sql<HeldLease>`
    insert into leases (name, holder, until, epoch) values ${sql.join(rows)}
    on conflict (name) do update set holder = excluded.holder, until = excluded.until,
      epoch = case when leases.holder = excluded.holder and leases.until > ${at} then leases.epoch
        when leases.epoch >= excluded.epoch then leases.epoch + 1 else excluded.epoch end
    where leases.until <= ${at} or leases.holder = excluded.holder or leases.holder = ''
    returning name, epoch`.execute(db);
  return inOrder(taken.rows);
}

async function change(
  db: Database,
  held: readonly HeldLease[],
  holder: string,
  set: RawBuilder<unknown>,
): Promise<HeldLease[]> {
  if (held.length === 0) return [];
  const own = inOrder(held).map(({ name, epoch }) => sql`(name = ${name} and epoch = ${epoch})`);
  const changed = await sql<HeldLease>`update leases set ${set}
    where holder = ${holder} and (${sql.join(own, sql` or `)})
    returning name, epoch`.execute(db);
  return inOrder(changed.rows);
}

const inOrder = (held: readonly HeldLease[]): HeldLease[] =>
  held.toSorted((one, other) => (one.name < other.name ? -1 : 1));

/** Leases that are held; none in a catalogue of a version before that is only read. */
export function* leasesIn(at: Instant, prefix = ''): Asking<LeaseRow[]> {
  if (!(yield* isThere('leases'))) return [];
  const rows = yield* all<LeaseRow>(
    `select name, holder, until, epoch from leases
       where until > ? and holder <> '' and substr(name, 1, ?) = ? order by name`,
    ...[at, prefix.length, prefix],
  );
  return [...rows];
}

/** Throws `LeaseLost` unless all these leases are still what their holders were given; within the transaction
 * that writes what was done with them. */
export async function checkFences(
  db: Database,
  fences: readonly Fence[],
  { held }: Pick<Locking, 'held'>,
): Promise<void> {
  for (const { name, epoch, holder } of fences.toSorted((one, other) =>
    one.name < other.name ? -1 : 1,
  )) {
    const { rows } = await sql<{ holder: string; epoch: number }>`
      select holder, epoch from leases where name = ${name} ${held}`.execute(db);
    const [row] = rows;
    if (row?.holder === holder && row.epoch === epoch) continue;
    const now = row === undefined || row.holder === '' ? 'nobody' : row.holder;
    throw new LeaseLost(
      `${name}: ${now} does this now, not ${holder} any more; nothing of it was written.`,
    );
  }
}
