import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { sql } from 'kysely';
import { ArchiveError, errorFrom } from '../../model/index.ts';
import type { Store } from '../contract.ts';
import { carriedDigests } from '../sql/digests.ts';
import { carriedHooks } from '../sql/hooks.ts';
import { carriedSaved } from '../sql/saved-searches.ts';
import type { Catalogue } from './catalogue.ts';
import { freshFile, keptFile, removeCatalogue } from './catalogue-files.ts';
import { keptStatements } from './kept-statements.ts';
import { connect, kysely, migrate, storeOver } from './open-sqlite-store.ts';
import { scrub } from './scrub.ts';
import { writeAll } from './write-all.ts';

/** A catalogue that is being made beside the one in force. */
export interface Rebuilding {
  /** Its commits are durable only once it is sealed; reads see them at once. */
  readonly store: Store;
  /** Takes over what the catalogue before holds and no capture tells, as far as what it is about is
   * there: places, the failures of entries, absences without a capture, images that are still due, saved
   * searches with what they have found. */
  carryOver(): Promise<void>;
  /** Makes it durable and closes it. */
  seal(): Promise<void>;
  /** Closes it and takes it away. */
  discard(): Promise<void>;
}

/** Changes a transaction. */
const together = 500;

/**
 * Begins a catalogue beside the one in `file`; what an earlier try left is taken away. Sources, the
 * states of their polls, pushes and accounts are taken over from `before` at once. The catalogue in force is not
 * touched. Throws ArchiveError naming the file.
 */
export async function beginRebuilding(file: string, before?: string): Promise<Rebuilding> {
  const fresh = freshFile(file);
  try {
    removeCatalogue(fresh);
    const connection = connect(fresh, false);
    // A crash leaves the catalogue in force; this one is made anew then.
    connection.pragma('journal_mode = memory');
    connection.pragma('synchronous = off');
    connection.pragma('cache_size = -64000');
    const db = kysely(keptStatements(connection));
    await migrate(db, fresh);
    if (before !== undefined) {
      connection.prepare('attach database ? as before').run(before);
      for (const table of ['sources', 'polls', 'pushes', ...accountTables]) {
        await sql.raw(`insert into main.${table} select * from before.${table}`).execute(db);
      }
    }
    return rebuilding(fresh, { db, connection }, before !== undefined);
  } catch (error) {
    throw errorFrom(error, fresh);
  }
}

/** Who may read is on no capture. */
const accountTables = ['users', 'sessions', 'tokens', 'read_lines'];

function rebuilding(file: string, catalogue: Catalogue, hasBefore: boolean): Rebuilding {
  const { db } = catalogue;
  let open = 0;
  let hasErased = false;
  const write: NonNullable<Parameters<typeof storeOver>[3]> = async (_file, _db, change) => {
    if (open === 0) await sql`begin`.execute(db);
    open += 1;
    if (change.erased !== undefined) {
      await sql`pragma secure_delete = on`.execute(db);
      hasErased = true;
    }
    await writeAll(catalogue, change);
    if (open >= together) await settle();
  };
  const settle = async () => {
    if (open > 0) await sql`commit`.execute(db);
    open = 0;
  };
  const store = storeOver(file, catalogue, catalogue, write);
  return {
    store,
    async carryOver() {
      await settle();
      if (!hasBefore) return;
      for (const statement of [...carried, ...carriedSaved, ...carriedHooks, ...carriedDigests])
        await sql.raw(statement).execute(db);
    },
    async seal() {
      await settle();
      if (hasBefore) await sql`detach database before`.execute(db);
      if (hasErased) await scrub(catalogue, file);
      await sql`pragma journal_mode = wal`.execute(db);
      await store.close();
      flush(file);
    },
    async discard() {
      await db.destroy();
      removeCatalogue(file);
    },
  };
}

/** The articles there are, and those taken down, of which it is known that they were there. */
const known = `(select id from articles union
  select substr(key, 4) from takedown_keys where key like 'id' || char(10) || '%')`;

/** What no capture tells, each only where what it is about is there. */
const carried = [
  // The ledger is no part of what captures tell. What it is about may have another id now.
  'insert into leaves select * from before.leaves',
  `update leaves set article_id = coalesce((select k.article_id from keys k where k.url = leaves.url
     order by k.claimed limit 1), article_id) where article_id not in (select id from articles)`,
  `insert into takedowns select * from before.takedowns where true on conflict (id) do update set
     note = excluded.note, lifted_at = coalesce(takedowns.lifted_at, excluded.lifted_at)`,
  'insert or ignore into takedown_keys select * from before.takedown_keys',
  `insert or ignore into slots select * from before.slots where article_id in ${known}`,
  `insert or ignore into absences select * from before.absences
     where capture_id is null and article_id in (select id from articles)`,
  `update entries set attempts = old.attempts, next_try_at = old.next_try_at, state = old.state,
     last_error = old.last_error, article_id = old.article_id
     from before.entries old
     where old.source_id = entries.source_id and old.guid = entries.guid
       and entries.state <> 'done' and old.told = entries.told
       and (old.article_id is null or old.article_id in ${known})`,
  `insert or ignore into entries select * from before.entries
     where article_id is null or article_id in ${known}`,
  `update articles set images_due_at = old.images_due_at
     from before.articles old
     where old.id = articles.id and old.images_due_at is not articles.images_due_at`,
  // Apps keep addresses of images that were made with it.
  "insert or ignore into marks select * from before.marks where name = 'image-key'",
  // Serials of articles are given anew, and what is one article now may have been two.
  `insert into article_marks (user_id, ord, read, read_at, starred_at)
     select m.user_id, stays.ord, max(m.read), max(m.read_at), min(m.starred_at)
     from before.article_marks m join before.articles old on old.ord = m.ord
     join articles made on made.id = old.id
     join articles stays on stays.id = coalesce(made.merged_into, made.id)
     group by m.user_id, stays.ord`,
];

/**
 * Puts the catalogue that was made in the place of the one in force, in one step: before and after a
 * crash one of the two is whole. The one before is left as `….before-rebuild` when it is to be kept.
 * Nobody may have it open for writing.
 */
export function putInForce(file: string, keep: boolean): void {
  const kept = keptFile(file);
  try {
    if (existsSync(file)) {
      settleLog(file);
      removeCatalogue(kept);
      keepBeside(file, kept);
    }
    renameSync(freshFile(file), file);
    flush(dirname(file));
    if (!keep) removeCatalogue(kept);
  } catch (error) {
    throw errorFrom(error, file);
  }
}

/** Under a second name, where the file system knows such; a copy elsewhere. */
function keepBeside(file: string, kept: string): void {
  try {
    linkSync(file, kept);
  } catch {
    copyFileSync(file, kept);
  }
  flush(kept);
}

/** What stands in its log goes into the file; a log left behind would be read as the new one's. */
function settleLog(file: string): void {
  const connection = new Sqlite(file, { timeout: 10_000 });
  try {
    const [row] = connection.pragma('wal_checkpoint(truncate)') as { busy: number }[];
    if (row?.busy === 1) {
      throw new ArchiveError(
        'conflict',
        `${file}: somebody reads it just now, so it cannot be replaced; end other commands and try again.`,
      );
    }
  } finally {
    connection.close();
  }
  for (const end of ['-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
}

function flush(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
