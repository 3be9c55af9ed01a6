import type { Generated, Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Users, what lets them in, and what they have marked. */
export interface AccountTables {
  users: {
    id: Generated<number>;
    name: string;
    role: string;
    password: string | null;
    made_at: string;
  };
  sessions: { digest: string; user_id: number; made_at: string; until: string };
  tokens: {
    id: string;
    digest: string;
    user_id: number;
    label: string;
    made_at: string;
    used_at: string | null;
  };
  /** `ord` is the article's. `read`: 1 read, 0 kept unread, null: as the lines say. */
  article_marks: {
    user_id: number;
    ord: number;
    read: number | null;
    read_at: string | null;
    starred_at: string | null;
  };
  /** What was first seen at `before` or earlier is read; `source_id` '' stands for all. */
  read_lines: { user_id: number; source_id: string; before: string };
}

/** Users with their sessions and tokens. */
export const accountMigration = (serial: string): Migration => ({
  async up(db: Kysely<unknown>): Promise<void> {
    const statements = [
      `create table users (id ${serial}, name text not null unique, role text not null,
         password text, made_at text not null)`,
      `create table sessions (digest text primary key, user_id integer not null,
         made_at text not null, until text not null)`,
      'create index sessions_user on sessions (user_id)',
      'create index sessions_until on sessions (until)',
      `create table tokens (id text primary key, digest text not null unique,
         user_id integer not null, label text not null, made_at text not null, used_at text)`,
      'create index tokens_user on tokens (user_id)',
    ];
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
});

/** What users have read and starred: two numbers and a time a row, and none for what a line covers. */
export const readingMigration = (clustered: string): Migration => ({
  async up(db: Kysely<unknown>): Promise<void> {
    const statements = [
      `create table article_marks (user_id integer not null, ord integer not null, read integer,
         read_at text, starred_at text, primary key (user_id, ord)) ${clustered}`,
      `create index article_marks_article on article_marks (ord)`,
      `create index article_marks_starred on article_marks (user_id, starred_at)
         where starred_at is not null`,
      `create table read_lines (user_id integer not null, source_id text not null,
         before text not null, primary key (user_id, source_id)) ${clustered}`,
      `create index articles_seen on articles (first_seen_at, id, source_id)
         where merged_into is null`,
    ];
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
});

/** Whenever an article last changed, for those who ask what came since. */
export const streamMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    const statements = [
      'alter table articles add column changed_at text',
      `update articles set changed_at = coalesce((select seen_at from revisions
         where revisions.id = articles.revision_id
         and seen_at > articles.first_seen_at), first_seen_at)`,
      // With all that is asked for of a stream, so that no row of an article need be read for it.
      `create index articles_changed on articles (changed_at, id, source_id, first_seen_at)
         where merged_into is null`,
      `create index articles_source_changed on articles (source_id, changed_at, id, first_seen_at)
         where merged_into is null`,
    ];
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};

/** Counts what is unread of a source without reading a row of its articles. */
export const unreadMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    const statement = `create index articles_source_seen on articles (source_id, first_seen_at, merged_into)
       where merged_into is null`;
    await sql.raw(statement).execute(db);
  },
};
