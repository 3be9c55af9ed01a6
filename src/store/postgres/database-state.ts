import { sql } from 'kysely';
import type { Now } from '../../model/index.ts';
import type { DatabaseState } from '../database-records.ts';
import type { Database } from '../sql/schema.ts';

/** Leases end by time, and a worker may take what another still works on, or leave what nobody does. */
const mostApartMs = 2000;

/** Connections that a process opens, most, and room for whoever operates the database. */
const fewestConnections = 20;

/** Settings that bite, each with what is wrong with a value. */
const bites: Readonly<Record<string, (value: string) => string | undefined>> = {
  fsync: (value) => unlessOn(value, 'fsync is off: a power cut may leave it damaged; switch it on'),
  full_page_writes: (value) =>
    unlessOn(value, 'full_page_writes is off: a power cut may leave it damaged; switch it on'),
  synchronous_commit: (value) =>
    value === 'off'
      ? 'synchronous_commit is off: what was acknowledged may be lost when it crashes; switch it on'
      : undefined,
  autovacuum: (value) =>
    unlessOn(value, 'autovacuum is off: its tables grow and become slow; switch it on'),
  server_encoding: (value) =>
    value === 'UTF8'
      ? undefined
      : `its encoding is ${value}, which does not hold all writing; make it anew with encoding 'UTF8'`,
  max_connections: (value) =>
    Number(value) < fewestConnections
      ? `max_connections is ${value}, and each process takes up to 10; raise it`
      : undefined,
  statement_timeout: (value) => shortLimit('statement_timeout', value),
  lock_timeout: (value) => shortLimit('lock_timeout', value),
  default_transaction_read_only: (value) =>
    value === 'on'
      ? 'it takes no writes (default_transaction_read_only); switch that off'
      : undefined,
};

const unlessOn = (value: string, says: string): string | undefined =>
  value === 'on' ? undefined : says;

/** In ms; 0: none. */
const shortLimit = (name: string, value: string): string | undefined =>
  Number(value) > 0 && Number(value) < 60_000
    ? `${name} is ${value} ms, which takedowns and indexes may not be done in; set it to 0 for this user`
    : undefined;

/** What the database tells of itself, and how its clock stands to this machine's. */
export async function databaseState(db: Database, name: string, now: Now): Promise<DatabaseState> {
  const clockAheadMs = await clockAhead(db, now);
  const { rows } = await sql<{ version: string; replica: boolean; migration: string | null }>`
    select version() as version, pg_is_in_recovery() as replica,
      (select max(name) from kysely_migration) as migration`.execute(db);
  const [told] = rows;
  const settings = await sql<{ name: string; setting: string }>`
    select name, setting from pg_settings where name in (${sql.join(Object.keys(bites))})
    order by name`.execute(db);
  return {
    name,
    version: /^\S+ \S+/.exec(told?.version ?? '')?.[0] ?? 'unknown',
    migration: told?.migration ?? 'none',
    clockAheadMs,
    says: [
      ...(Math.abs(clockAheadMs) > mostApartMs ? [clockSays(clockAheadMs)] : []),
      ...(told?.replica === true
        ? ['it is a replica, which takes no writes; name the primary']
        : []),
      ...settings.rows.flatMap((row) => bites[row.name]?.(row.setting) ?? []),
    ],
  };
}

/** By the quickest of three looks, which knows the time best. */
async function clockAhead(db: Database, now: Now): Promise<number> {
  const looks: { readonly ahead: number; readonly took: number }[] = [];
  for (let look = 0; look < 3; look += 1) {
    const [asked, began] = [now(), performance.now()];
    const { rows } = await sql<{ at: number }>`
      select (extract(epoch from clock_timestamp()) * 1000)::float8 as at`.execute(db);
    const took = performance.now() - began;
    looks.push({ ahead: (rows[0]?.at ?? asked) - (asked + took / 2), took });
  }
  const [best] = looks.sort((one, other) => one.took - other.took);
  if (best === undefined || Math.abs(best.ahead) <= best.took / 2) return 0;
  return Math.round(best.ahead);
}

const clockSays = (ahead: number): string =>
  `its clock is ${Math.abs(ahead / 1000).toFixed(1)} s ${ahead > 0 ? 'ahead of' : 'behind'} this machine's, and leases end by time; have both set theirs by NTP`;
