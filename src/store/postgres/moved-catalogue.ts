import { sql } from 'kysely';
import { ArchiveError, type Instant } from '../../model/index.ts';
import type { Database } from '../sql/schema.ts';
import { takeTurn } from './locking.ts';

/** What is on record of a catalogue that moves: `into` this database, as yet unfinished, or `away` from it. */
interface Move {
  readonly way: 'into' | 'away';
  /** Where from, or where to. */
  readonly other: string;
  readonly at: Instant;
}

/** Throws ArchiveError `conflict` while this database is not what the archive's catalogue lies in. */
export async function refuseMoved(db: Database, name: string): Promise<void> {
  const move = await moveOf(db);
  if (move === undefined) return;
  const { way, other, at } = move;
  throw new ArchiveError(
    'conflict',
    way === 'into'
      ? `${name}: moving a catalogue into it began at ${at} and has not ended; run backissue migrate --from sqlite --to postgres again.`
      : `${name}: its catalogue moved to ${other} at ${at}; open the archive without --database, or bring it back with backissue migrate --from sqlite --to postgres.`,
  );
}

/** Notes a move, in place of one that is on record. */
export async function noteMove(db: Database, move: Move): Promise<void> {
  await db.transaction().execute((at) => putMove(at, move));
}

async function putMove(tx: Database, { way, other, at }: Move): Promise<void> {
  await sql`create table if not exists migrating
    (way text not null primary key, other text not null, at text not null)`.execute(tx);
  await sql`delete from migrating`.execute(tx);
  await sql`insert into migrating (way, other, at) values (${way}, ${other}, ${at})`.execute(tx);
}

/** How far a catalogue was at some moment: whatever is put on record makes one of these more. */
export interface HowFar {
  readonly articles: number;
  readonly leaves: number;
  readonly happenings: number;
  readonly captures: number;
  readonly sources: number;
}

export async function howFar(db: Database): Promise<HowFar> {
  const { rows } = await sql<HowFar>`select
    (select coalesce(max(ord), 0) from articles) as articles,
    (select count(*) from leaves) as leaves,
    (select last_value from pg_sequences where schemaname = current_schema()
      and sequencename = 'happenings_ord_seq') as happenings,
    (select count(*) from captures) as captures,
    (select count(*) from sources) as sources`.execute(db);
  const [far] = rows;
  if (far === undefined) throw new TypeError('a select without from gives a row');
  return far;
}

/**
 * Notes that a catalogue lies elsewhere from now on, where it is still as far as what was copied of it. Throws
 * ArchiveError `conflict` where somebody has written since: that would be lost.
 */
export async function leaveAs(
  db: Database,
  name: string,
  copied: HowFar,
  move: Move,
): Promise<void> {
  await db.transaction().execute(async (at) => {
    await takeTurn(at);
    await refuseWorkers(at, name, move.at);
    if (JSON.stringify(await howFar(at)) !== JSON.stringify(copied)) {
      throw new ArchiveError(
        'conflict',
        `${name}: somebody has written there while its catalogue was copied; end all that use it, and migrate again.`,
      );
    }
    await putMove(at, move);
  });
}

/** Throws ArchiveError `conflict` while workers are at the catalogue: what they write would be lost. */
export async function refuseWorkers(db: Database, name: string, at: Instant): Promise<void> {
  const { rows } = await sql<{ worker: string }>`select substr(name, 8) as worker from leases
    where name like 'worker:%' and holder <> '' and until > ${at} order by name`.execute(db);
  if (rows.length === 0) return;
  const workers = rows.map(({ worker }) => worker).join(', ');
  throw new ArchiveError(
    'conflict',
    `${name}: ${workers} captures into it; end all workers, wait a minute for one that was killed, and migrate again.`,
  );
}

export async function forgetMove(db: Database): Promise<void> {
  await sql`drop table if exists migrating`.execute(db);
}

export async function moveOf(db: Database): Promise<Move | undefined> {
  const { rows } = await sql<{ there: boolean }>`
    select to_regclass('migrating') is not null as there`.execute(db);
  if (rows[0]?.there !== true) return undefined;
  return (await sql<Move>`select way, other, at from migrating`.execute(db)).rows[0];
}
