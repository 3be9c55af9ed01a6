import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Leases of work, by name. */
export interface LeaseTables {
  /** `holder`: '' where it was released; its row keeps the epoch. */
  leases: { name: string; holder: string; until: string; epoch: number };
}

export const leaseMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    const statement = `create table leases (name text primary key, holder text not null, until text not null,
      epoch integer not null)`;
    await sql.raw(statement).execute(db);
  },
};
