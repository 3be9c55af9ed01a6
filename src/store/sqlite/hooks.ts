import type { Instant, Url } from '../../model/index.ts';
import type { Change } from '../change.ts';
import type {
  Happening,
  Hook,
  HookProgress,
  HookReads,
  RecordedHappening,
} from '../hook-records.ts';
import type { Connection } from './finder/index.ts';

/**
 * Hooks, and what happened that they are still to be told of. `ord` never comes again (autoincrement),
 * for hooks remember it. Happenings hold no words of articles; those of one that is taken down go with it.
 */
export const hookTables: readonly string[] = [
  `create table hooks (id text primary key, url text not null, kinds text not null,
     least integer not null, source_id text, folder text, search_id text, secret text,
     allow_private integer not null, added_at text not null, cursor integer not null,
     progress text not null)`,
  `create table happenings (ord integer primary key autoincrement, kind text not null, at text not null,
     source_id text not null, article_id text, revision_id text, facts text)`,
];

/** What a rebuild takes over: the numbers go on where they were. */
export const carriedHooks: readonly string[] = [
  'insert into hooks select * from before.hooks',
  'delete from happenings',
  `insert into happenings select * from before.happenings
     where article_id is null or article_id in (select id from main.articles)`,
  "delete from main.sqlite_sequence where name = 'happenings'",
  `insert into main.sqlite_sequence (name, seq)
     select name, seq from before.sqlite_sequence where name = 'happenings'`,
];

interface HookRow {
  readonly id: string;
  readonly url: string;
  readonly kinds: string;
  readonly least: number;
  readonly source_id: string | null;
  readonly folder: string | null;
  readonly search_id: string | null;
  readonly secret: string | null;
  readonly allow_private: number;
  readonly added_at: string;
  readonly cursor: number;
  readonly progress: string;
}

interface HappeningRow {
  readonly ord: number;
  readonly kind: string;
  readonly at: string;
  readonly source_id: string;
  readonly article_id: string | null;
  readonly revision_id: string | null;
  readonly facts: string | null;
}

export function hookReads(connection: Connection): HookReads {
  return {
    // None in a catalogue of a version before that is only read.
    hooks: async () =>
      hasHookTables(connection)
        ? connection
            .prepare<[], HookRow>('select * from hooks order by added_at, id')
            .all()
            .map(hookOf)
        : [],
    happenings: async ({ after, limit }) =>
      connection
        .prepare<[number, number], HappeningRow>(
          'select * from happenings where ord > ? order by ord limit ?',
        )
        .all(after, limit)
        .map(happeningOf),
  };
}

/** Whether a version wrote the catalogue that knew hooks. */
export const hasHookTables = (connection: Connection): boolean =>
  connection.prepare("select 1 from sqlite_master where name = 'hooks'").get() !== undefined;

/** Writes what a change says of hooks; the caller holds the transaction. */
export function writeHooks(connection: Connection, change: Change): void {
  for (const happening of change.happenings ?? []) insertHappening(connection, happening);
  for (const id of change.unhooked ?? []) {
    connection.prepare('delete from hooks where id = ?').run(id);
  }
  // There are no hits any more that it could be told of.
  for (const id of change.unsaved ?? []) {
    connection.prepare('delete from hooks where search_id = ?').run(id);
  }
  for (const hook of change.hooks ?? []) putHook(connection, hook);
  for (const { id, progress } of change.hookProgress ?? []) noteProgress(connection, id, progress);
}

function insertHappening(connection: Connection, one: Happening): void {
  const facts = one.facts === undefined ? null : JSON.stringify(one.facts);
  connection
    .prepare(
      `insert into happenings (kind, at, source_id, article_id, revision_id, facts)
         values (?, ?, ?, ?, ?, ?)`,
    )
    .run(one.kind, one.at, one.sourceId, one.articleId ?? null, one.revisionId ?? null, facts);
}

/** A hook that is added is told of what comes from now on; of one that is there its own settings are
 * written anew. */
function putHook(connection: Connection, hook: Hook): void {
  const { cursor, ...progress } = hook.progress;
  // That of a hook on a saved search is a mark of its hits.
  const from = hook.searchId === undefined ? lastOrdOf(connection) : cursor;
  connection
    .prepare(
      `insert into hooks values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         on conflict (id) do update set url = excluded.url, kinds = excluded.kinds,
           least = excluded.least, secret = excluded.secret, allow_private = excluded.allow_private`,
    )
    .run(
      ...[hook.id, hook.url, JSON.stringify(hook.kinds), hook.least, hook.sourceId ?? null],
      ...[hook.folder ?? null, hook.searchId ?? null, hook.secret ?? null],
      ...[Number(hook.allowPrivate), hook.addedAt, from, JSON.stringify(progress)],
    );
}

/** The number of what happened last; 0: nothing did. */
export const lastOrdOf = (connection: Connection): number =>
  connection
    .prepare<[], { seq: number }>("select seq from sqlite_sequence where name = 'happenings'")
    .get()?.seq ?? 0;

function noteProgress(connection: Connection, id: string, { cursor, ...rest }: HookProgress): void {
  connection
    .prepare('update hooks set cursor = max(cursor, ?), progress = ? where id = ?')
    .run(cursor, JSON.stringify(rest), id);
}

/** Forgets what no hook and no digest is still to tell of; asked behind all else that a change says of them. */
export function forgetTold(connection: Connection, change: Change): void {
  const { hookProgress, unhooked, digestProgress, undigested } = change;
  if ((hookProgress ?? unhooked ?? digestProgress ?? undigested) === undefined) return;
  connection
    .prepare(
      `delete from happenings where ord <= coalesce((select min(cursor) from hooks
         where search_id is null and json_extract(progress, '$.stoppedAt') is null), $last)
       and (kind <> 'edit' or ord <= coalesce((select min(json_extract(progress, '$.cursor')) from digests
         where json_extract(digest, '$.of') = 'edits'), $last))`,
    )
    .run({ last: lastOrdOf(connection) });
}

/** Takes what happened to articles that are taken down, by id, out of what hooks are still to be told. */
export function eraseHappenings(connection: Connection, articleIds: readonly string[]): void {
  const erase = connection.prepare('delete from happenings where article_id = ?');
  for (const id of articleIds) erase.run(id);
}

const hookOf = (row: HookRow): Hook => ({
  id: row.id,
  url: row.url as Url,
  kinds: JSON.parse(row.kinds) as Hook['kinds'],
  least: row.least,
  ...(row.source_id === null ? {} : { sourceId: row.source_id }),
  ...(row.folder === null ? {} : { folder: row.folder }),
  ...(row.search_id === null ? {} : { searchId: row.search_id }),
  ...(row.secret === null ? {} : { secret: row.secret }),
  allowPrivate: row.allow_private === 1,
  addedAt: row.added_at as Instant,
  progress: {
    ...(JSON.parse(row.progress) as Omit<HookProgress, 'cursor'>),
    cursor: row.cursor,
  },
});

const happeningOf = (row: HappeningRow): RecordedHappening => ({
  ord: row.ord,
  kind: row.kind as RecordedHappening['kind'],
  at: row.at as Instant,
  sourceId: row.source_id,
  ...(row.article_id === null ? {} : { articleId: row.article_id }),
  ...(row.revision_id === null ? {} : { revisionId: row.revision_id }),
  ...(row.facts === null ? {} : { facts: JSON.parse(row.facts) as Record<string, unknown> }),
});
