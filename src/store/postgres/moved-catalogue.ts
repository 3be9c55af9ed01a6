import { sql } from 'kysely';
import { ArchiveError, type Instant } from '../../model/index.ts';
import type { Database } from '../sql/schema.ts';

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
export async function noteMove(db: Database, { way, other, at }: Move): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`create table if not exists migrating
      (way text not null primary key, other text not null, at text not null)`.execute(tx);
    await sql`delete from migrating`.execute(tx);
    await sql`insert into migrating (way, other, at) values (${way}, ${other}, ${at})`.execute(tx);
  });
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
