import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The ledger's leaves. */
export interface LeafTables {
  leaves: {
    idx: number;
    line: string;
    record: string;
    article_id: string | null;
    url: string | null;
    rev: number | null;
    capture_id: string | null;
    bytes: Uint8Array | null;
    removed: number;
  };
}

/** Archives of before get their leaves from whoever next opens them to capture. */
export const leafMigration = (bytes: string): Migration => ({
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of leafStatements(bytes)) await sql.raw(statement).execute(db);
  },
});

const leafStatements = (bytes: string): readonly string[] => [
  `create table leaves (idx integer primary key, line text not null, record text not null,
     article_id text, url text, rev integer, capture_id text, bytes ${bytes}, removed integer not null)`,
  'create index leaves_article on leaves (article_id, idx) where article_id is not null',
];
