import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What was taken down, by which keys it is refused, and capture files that are being rewritten. */
export interface TakedownTables {
  takedowns: {
    id: string;
    article_id: string;
    url: string;
    reason: string;
    note: string | null;
    at: string;
    lifted_at: string | null;
    state: string;
    /** JSON of the takedown's articles and removal. */
    facts: string;
  };
  takedown_keys: { key: string; takedown_id: string };
  rewrites: { file: string; replacement: string; state: string; worker: string | null };
}

/** What was taken down, what is refused since, and capture files that are being rewritten. */
export const takedownMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of takedownStatements) await sql.raw(statement).execute(db);
  },
};

const takedownStatements = [
  `create table takedowns (id text primary key, article_id text not null, url text not null,
     reason text not null, note text, at text not null, lifted_at text, state text not null,
     facts text not null)`,
  `create table takedown_keys (key text not null, takedown_id text not null,
     primary key (key, takedown_id))`,
  'create table rewrites (file text primary key, replacement text not null, state text not null)',
  'alter table captures add column removed text',
];
