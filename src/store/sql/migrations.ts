import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import {
  accountMigration,
  readingMigration,
  streamMigration,
  unreadMigration,
} from './account-schema.ts';
import { hostMigration } from './host-schema.ts';
import { leafMigration } from './leaf-schema.ts';
import { leaseMigration } from './lease-schema.ts';
import { longHostsMigration } from './long-hosts.ts';
import { longTextsMigration } from './long-texts.ts';
import type { Database } from './schema.ts';
import { signedMigration } from './signed-schema.ts';
import { takedownMigration } from './takedown-schema.ts';

const first: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of firstTables) await sql.raw(statement).execute(db);
  },
};

const firstTables = [
  `create table sources (id text primary key, kind text not null, url text not null, title text not null,
     folder text, body text not null, poll_seconds integer not null, state text not null,
     allow_private integer not null, followed_at text not null)`,
  `create table polls (source_id text primary key, next_poll_at text not null, failures integer not null,
     etag text, last_modified text, last_poll_at text, last_success_at text, last_error text,
     warnings text not null)`,
  `create table entries (source_id text not null, guid text not null, entry text not null, told text not null,
     capture_id text not null, state text not null, article_id text, attempts integer not null,
     next_try_at text not null, last_error text, published_at text not null,
     primary key (source_id, guid))`,
  "create index entries_due on entries (next_try_at, published_at) where state = 'pending'",
  'create index entries_article on entries (article_id)',
  `create table captures (id text primary key, asked_url text not null, final_url text not null,
     captured_at text not null, status integer not null, headers text not null, payload text not null,
     file text not null, "offset" integer not null, length integer not null, source_id text)`,
  'create index captures_asked on captures (asked_url, captured_at)',
  'create index captures_payload on captures (payload)',
  `create table revisions (id text primary key, article_id text not null, number integer not null,
     previous text, capture_id text not null, basis text not null, extractor text not null,
     seen_at text not null, text_digest text not null, content blob not null,
     unique (article_id, number))`,
  'create table keys (key text primary key, url text not null, article_id text not null)',
  'create index keys_article on keys (article_id)',
  `create table absences (article_id text not null, seen_at text not null, kind text not null,
     status integer not null, capture_id text, message text not null,
     primary key (article_id, seen_at))`,
  `create table slots (outlet text not null, slot integer not null, article_id text not null,
     capture_id text, primary key (outlet, slot))`,
  'create index slots_article on slots (article_id)',
  'create table warc_files (file text primary key, length integer not null)',
];

/** Which capture files lie in a bucket, and which worker rewrites one. */
const uploadedCaptures = [
  'alter table warc_files add column uploaded text',
  'alter table rewrites add column worker text',
];

const articlesTable = (ord: string): readonly string[] => [
  `create table articles (ord ${ord}, id text not null unique, url text not null,
     source_id text not null, title text not null, authors text not null, language text not null,
     published_at text, sort_at text not null, first_seen_at text not null, last_seen_at text not null,
     last_visit_at text, next_visit_at text, revision_id text not null, revisions integer not null,
     absent text, absent_since text, lead text not null, image text)`,
  'create index articles_time on articles (sort_at, id)',
  'create index articles_source on articles (source_id, sort_at, id)',
  'create index articles_visit on articles (next_visit_at) where next_visit_at is not null',
];

/** 1800 seconds were the standard interval; such a source now follows its own rhythm. */
const watchedSources = [
  'alter table sources rename column poll_seconds to old_poll_seconds',
  'alter table sources add column poll_seconds integer',
  'update sources set poll_seconds = old_poll_seconds where old_poll_seconds <> 1800',
  'alter table sources drop column old_poll_seconds',
  "alter table sources add column host text not null default ''",
  "alter table entries add column host text not null default ''",
  "alter table articles add column host text not null default ''",
  'alter table sources add column home text',
  'alter table sources add column asking text',
  'alter table polls add column health text',
  'alter table polls add column watch text',
  'alter table polls add column shapes text',
  'alter table polls add column jar text',
  'alter table polls add column leased_by text',
  'alter table polls add column leased_until text',
  `create table pushes (source_id text primary key, hub text not null, topic text not null,
     token text not null unique, secret text not null, state text not null, until text not null,
     told_at text)`,
  'create index polls_due on polls (next_poll_at)',
  'create index polls_leased on polls (leased_until) where leased_until is not null',
  'create index sources_url on sources (url)',
];

/** Entries and articles get their host when they are next written. */
async function nameHosts(db: Database): Promise<void> {
  for (const { id, url } of await db.selectFrom('sources').select(['id', 'url']).execute()) {
    const { host } = new URL(url);
    await db.updateTable('sources').set({ host }).where('id', '=', id).execute();
  }
}

/** Articles that turned out to be on record twice: one stays, the other points at it. Keys that
 * only a canonical link or a redirect gave are marked. */
const merged: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of mergedStatements) await sql.raw(statement).execute(db);
  },
};

const mergedStatements = [
  'alter table articles add column merged_into text',
  'alter table keys add column claimed integer not null default 0',
  'create index articles_merged on articles (merged_into) where merged_into is not null',
];

/** Exports go through the captures by time, and ask what was cut from each. */
const capturesByTime: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`create index captures_time on captures (captured_at, id)`.execute(db);
    await sql`create index revisions_capture on revisions (capture_id)`.execute(db);
  },
};

/** What each revision changed of the one before it, weighed; those of before are weighed by the
 * archive when it is next opened to write. */
const weighedEdits: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of editStatements) await sql.raw(statement).execute(db);
  },
};

const editStatements = [
  `create table edits (revision_id text primary key, article_id text not null,
     source_id text not null, from_number integer not null, to_number integer not null,
     seen_at text not null, told integer not null, weight integer not null, kinds text not null,
     changes text not null, changed integer not null)`,
  'create index edits_article on edits (article_id, to_number)',
  'create index edits_weight on edits (weight, seen_at, revision_id) where told = 1',
  'create index edits_time on edits (seen_at, revision_id) where told = 1',
];

/** What sites repeat, and what that cut from the text of revisions. */
const siteMemory: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of siteMemoryStatements) await sql.raw(statement).execute(db);
  },
};

const siteMemoryStatements = [
  `create table site_memory (host text not null, basis text not null, learned integer not null,
     memory text not null, primary key (host, basis))`,
  'create table marks (name text primary key, value text not null)',
  'alter table revisions add column uncut_digest text',
  'alter table revisions add column cut blob',
];

/** Absences that end, articles that are not served any more, images that are still to be captured. */
const absencesEnd: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of absencesEndStatements) await sql.raw(statement).execute(db);
  },
};

const absencesEndStatements = [
  'alter table absences add column ended_at text',
  'alter table articles add column gone_since text',
  'alter table articles add column images_due_at text',
  'create index articles_images on articles (images_due_at) where images_due_at is not null',
  'create index articles_absent on articles (absent_since) where absent is not null',
  'create index absences_ended on absences (ended_at) where ended_at is not null',
];

/** The migrations of an engine: `ord` is its column type for a serial primary key, `clustered` what makes
 * a table lie in the order of its key, `words` and `finder` its own statements for the search words, of
 * before and of now, `saved` for what saved searches have found, `removed` for what revisions took
 * away, `sketches` for the same text elsewhere, `hooks` for who is told what happens, `digests` for who is mailed, `digestJournal` for how they know
 * what they have told, `bytes` its type for bytes. Forward only; a released one never changes. */
export function migrations(engine: {
  readonly ord: string;
  readonly clustered: string;
  readonly words: readonly string[];
  readonly finder: readonly string[];
  readonly saved: readonly string[];
  readonly removed: readonly string[];
  readonly sketches: readonly string[];
  readonly hooks: readonly string[];
  readonly digests: readonly string[];
  readonly digestJournal: readonly string[];
  readonly bytes: string;
}): Record<string, Migration> {
  return {
    '001-first': {
      async up(db: Kysely<unknown>): Promise<void> {
        await first.up(db);
        for (const statement of [...articlesTable(engine.ord), ...engine.words]) {
          await sql.raw(statement).execute(db);
        }
      },
    },
    '002-watched-sources': {
      async up(db: Kysely<unknown>): Promise<void> {
        for (const statement of watchedSources) await sql.raw(statement).execute(db);
        await nameHosts(db as Database);
      },
    },
    '003-merged': merged,
    '005-edits': weighedEdits,
    '006-absences-end': absencesEnd,
    '007-captures-by-time': capturesByTime,
    '008-site-memory': siteMemory,
    '009-takedowns': takedownMigration,
    // What is in the archive already is indexed again by whoever next opens it to capture.
    '010-finder': {
      async up(db: Kysely<unknown>): Promise<void> {
        for (const statement of ['drop table words', ...engine.finder]) {
          await sql.raw(statement).execute(db);
        }
      },
    },
    '012-saved-searches': {
      async up(db: Kysely<unknown>): Promise<void> {
        for (const statement of engine.saved) await sql.raw(statement).execute(db);
      },
    },
    // What earlier revisions took away is indexed by whoever next opens it to capture.
    '013-removed-words': {
      async up(db: Kysely<unknown>): Promise<void> {
        for (const statement of engine.removed) await sql.raw(statement).execute(db);
      },
    },
    '014-accounts': accountMigration(engine.ord),
    '015-reading': readingMigration(engine.clustered),
    // Archives of before get their sketches from whoever next opens them to capture.
    '016-sketches': {
      async up(db: Kysely<unknown>): Promise<void> {
        for (const statement of engine.sketches) await sql.raw(statement).execute(db);
      },
    },
    '017-streams': streamMigration,
    '018-hooks': {
      async up(db: Kysely<unknown>): Promise<void> {
        for (const statement of engine.hooks) await sql.raw(statement).execute(db);
      },
    },
    '019-digests': {
      async up(db: Kysely<unknown>): Promise<void> {
        for (const statement of engine.digests) await sql.raw(statement).execute(db);
      },
    },
    '020-ledger': leafMigration(engine.bytes),
    '021-unread': unreadMigration,
    '022-digests-of-edits': {
      async up(db: Kysely<unknown>): Promise<void> {
        for (const statement of engine.digestJournal) await sql.raw(statement).execute(db);
      },
    },
    '023-leases': leaseMigration,
    // Followers of a running archive ask for words by their digest.
    '024-texts-by-digest': {
      async up(db: Kysely<unknown>): Promise<void> {
        await sql`create index revisions_text on revisions (text_digest)`.execute(db);
      },
    },
    '025-signed': signedMigration,
    '026-hosts': hostMigration,
    '027-uploaded': {
      async up(db: Kysely<unknown>): Promise<void> {
        for (const statement of uploadedCaptures) await sql.raw(statement).execute(db);
      },
    },
    '028-long-texts': longTextsMigration,
    '029-long-hosts': longHostsMigration,
  };
}
