import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Hosts that were asked; times in ms since 1970, 0 for none. */
export interface HostTables {
  /** `started_at`: when the last request had reached the host at the latest. `pass`: the claim that stands; '' for none. */
  hosts: {
    host: string;
    started_at: number;
    held_until: number;
    asked_until: number;
    pass: string;
    pass_at: number;
    pass_until: number;
  };
}

export const hostMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    const statement = `create table hosts (host text primary key, started_at integer not null,
      held_until integer not null, asked_until integer not null, pass text not null,
      pass_at integer not null, pass_until integer not null)`;
    await sql.raw(statement).execute(db);
  },
};
