import type { Generated, Kysely } from 'kysely';
import type { AccountTables } from './account-schema.ts';
import type { HostTables } from './host-schema.ts';
import type { LeafTables } from './leaf-schema.ts';
import type { LeaseTables } from './lease-schema.ts';
import type { SignedTables } from './signed-schema.ts';
import type { TakedownTables } from './takedown-schema.ts';

/** The tables as rows; times are RFC 3339 text, lists JSON text, flags 0 or 1. */
export interface Tables
  extends TakedownTables,
    AccountTables,
    LeafTables,
    LeaseTables,
    SignedTables,
    HostTables {
  sources: {
    id: string;
    kind: string;
    url: string;
    title: string;
    folder: string | null;
    body: string;
    /** Null: the source's own rhythm. */
    poll_seconds: number | null;
    state: string;
    allow_private: number;
    followed_at: string;
    home: string | null;
    /** JSON of headers, cookies, proxy, browser and key. */
    asking: string | null;
    host: string;
  };
  polls: {
    source_id: string;
    next_poll_at: string;
    failures: number;
    etag: string | null;
    last_modified: string | null;
    last_poll_at: string | null;
    last_success_at: string | null;
    last_error: string | null;
    warnings: string;
    /** JSON of findings, stand-in and documents. */
    health: string | null;
    watch: string | null;
    shapes: string | null;
    jar: string | null;
    leased_by: string | null;
    leased_until: string | null;
  };
  pushes: {
    source_id: string;
    hub: string;
    topic: string;
    token: string;
    secret: string;
    state: string;
    until: string;
    told_at: string | null;
  };
  entries: {
    source_id: string;
    guid: string;
    entry: string;
    told: string;
    capture_id: string;
    state: string;
    article_id: string | null;
    attempts: number;
    next_try_at: string;
    last_error: string | null;
    published_at: string;
    host: string;
  };
  captures: {
    id: string;
    asked_url: string;
    final_url: string;
    captured_at: string;
    status: number;
    headers: string;
    payload: string;
    file: string;
    offset: number;
    length: number;
    source_id: string | null;
    /** Id of the takedown that removed it. */
    removed: string | null;
  };
  articles: {
    ord: Generated<number>;
    id: string;
    url: string;
    source_id: string;
    title: string;
    authors: string;
    language: string;
    published_at: string | null;
    sort_at: string;
    first_seen_at: string;
    last_seen_at: string;
    last_visit_at: string | null;
    next_visit_at: string | null;
    revision_id: string;
    revisions: number;
    absent: string | null;
    absent_since: string | null;
    gone_since: string | null;
    images_due_at: string | null;
    lead: string;
    image: string | null;
    host: string;
    merged_into: string | null;
    /** When it was first seen, or its newest revision where that was later; written with the row. */
    changed_at: Generated<string | null>;
  };
  keys: {
    /** Bounded. */
    key: string;
    url: string;
    article_id: string;
    claimed: number;
    /** The key, where that is not what stands in `key`. */
    whole: Generated<string | null>;
  };
  revisions: {
    id: string;
    article_id: string;
    number: number;
    previous: string | null;
    capture_id: string;
    basis: string;
    extractor: string;
    seen_at: string;
    text_digest: string;
    /** The Article as JSON, compressed with Zstandard. */
    content: Uint8Array;
    uncut_digest: string | null;
    /** What the site's memory cut, as JSON, compressed with Zstandard. */
    cut: Uint8Array | null;
  };
  edits: {
    revision_id: string;
    article_id: string;
    source_id: string;
    from_number: number;
    to_number: number;
    seen_at: string;
    told: number;
    weight: number;
    kinds: string;
    /** The heaviest changes as JSON. */
    changes: string;
    changed: number;
  };
  marks: { name: string; value: string };
  site_memory: { host: string; basis: string; learned: number; memory: string };
  absences: {
    article_id: string;
    seen_at: string;
    kind: string;
    status: number;
    capture_id: string | null;
    message: string;
    ended_at: string | null;
  };
  slots: { outlet: string; slot: number; article_id: string; capture_id: string | null };
  warc_files: { file: string; length: number; uploaded: Generated<string | null> };
}

export type Database = Kysely<Tables>;
