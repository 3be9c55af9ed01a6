import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What was signed of the ledger, in one row, and how its keys followed each other. */
export interface SignedTables {
  signed: {
    name: string;
    vkey: string;
    size: number;
    root: string;
    epoch: number;
    note: string | null;
  };
  handovers: { key_id: string; proof: string };
}

export const signedMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`create table signed (name text primary key, vkey text not null, size integer not null,
      root text not null, epoch integer not null, note text)`.execute(db);
    await sql`create table handovers (key_id text primary key, proof text not null)`.execute(db);
  },
};
